// How does the lifecycle say no?
import { err, type Err } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Log } from "../ports/log.ts";
import type { ProblemCode } from "../problem/codes.ts";
import type { Problem } from "../problem/problem.ts";
import type { RunId } from "../run/run-id.ts";

/** Why a call was not carried out; an adapter turns it into its own kind of answer. */
export interface Refusal {
  readonly code: ProblemCode;
  /** A sentence for the caller; never an internal message or path. */
  readonly message: string;
  /** Everything that is wrong, where several things are. */
  readonly problems: readonly Problem[];
  readonly run: RunId | null;
  /** Seconds after which the same call may succeed, `null` where waiting does not help. */
  readonly retryAfterSeconds: number | null;
}

export function refusal(code: ProblemCode, message: string, more: Partial<Refusal> = {}): Refusal {
  return { problems: [], run: null, retryAfterSeconds: null, ...more, code, message };
}

export function refuse(code: ProblemCode, message: string, more: Partial<Refusal> = {}): Err<never, Refusal> {
  return err(refusal(code, message, more));
}

/** A refusal for `problems`: its code and sentence are the first error's, and it tells them all. */
export function refusalOf(problems: readonly Problem[], run: RunId | null): Refusal {
  const [first, ...others] = problems.filter((each) => each.severity === "error");
  if (first === undefined) throw new Error("Cannot refuse without a problem.");
  const message = others.length === 0 ? first.message : `${first.message} (and ${others.length} more)`;
  return refusal(first.code, message, { problems, run });
}

/** What a caller hears when the outside world failed: the log has the rest. */
export function refusalOfFault(fault: Fault, run: RunId | null, log: Log): Refusal {
  log.error("fault", { run, kind: fault.kind, message: fault.message, cause: fault.cause });
  return fault.kind === "no_space"
    ? refusal("RUN_NO_SPACE", "The server has no disk space left for this; try again later.", {
        run,
        retryAfterSeconds: 60,
      })
    : refusal("REQUEST_INTERNAL", "The server could not carry this out because of a fault of its own.", { run });
}
