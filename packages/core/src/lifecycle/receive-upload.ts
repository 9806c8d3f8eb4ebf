// Receive: the parts of a claimed upload are kept as they come, and the claim ends in one way only. (design §2, §3)
import { err, ok, type Result } from "neverthrow";
import type { ReceivedPart, UploadPart } from "../ports/uploads.ts";
import type { Run, RunIn } from "../run/run.ts";
import type { Work } from "./active-work.ts";
import type { Context } from "./context.ts";
import { endRun, failure } from "./end-run.ts";
import { abandonUpload } from "./give-back.ts";
import { judgeAndStage } from "./judge-and-stage.ts";
import { refusalOfFault, refuse, type Refusal } from "./refusal.ts";
import type { StagedRun } from "./stage-run.ts";
import { brokenOff, tooLarge, uploadEnded } from "./upload-refusals.ts";

/**
 * One claimed upload. Exactly one of `finish`, `refuse` and `giveBack` ends it, or a part that was refused, or an abort
 * of `signal`. Calls after the end change nothing, and resolve when the end is whole.
 */
export interface UploadSession {
  readonly run: Run;
  /** Aborts when the run was canceled or the server stops: nobody needs the rest of the body. */
  readonly signal: AbortSignal;
  /** Keeps one part. A part over its limit ends the run; one that breaks off gives the claim back, other parts with it. */
  receive(part: UploadPart, body: AsyncIterable<Uint8Array>): Promise<Result<ReceivedPart, Refusal>>;
  /** Judges what was received, parts that are still coming in too, stages it and puts the run into the queue. */
  finish(): Promise<Result<StagedRun, Refusal>>;
  /** Ends the run: what is being sent could never be accepted. */
  refuse(why: Refusal): Promise<void>;
  /** Removes what was received; the run awaits its upload again. */
  giveBack(): Promise<void>;
}

/** The session of an upload that has been claimed; it finishes `work` at its end. */
export function uploadSession(context: Context, claimed: RunIn<"receiving">, work: Work): UploadSession {
  const { ports } = context;
  const { attempt } = claimed.state;
  const parts = new AbortController();
  const signal = AbortSignal.any([work.signal, parts.signal]);
  const coming = new Set<Promise<unknown>>();
  /** What becomes of each part, the end that it may bring along included. */
  const fates: Promise<unknown>[] = [];
  let ending: Promise<unknown> | null = null;
  const over = (): Promise<unknown> | null => ending;
  let packageSha256: string | null = null;

  /** Ends the session with `last`, which acts alone: parts that are still coming in are broken off first. */
  const end = <T>(last: () => Promise<T>): Promise<T> => {
    const whole = (async () => {
      parts.abort();
      try {
        await Promise.allSettled(coming);
        return await last();
      } finally {
        work.finish();
      }
    })();
    // Whoever else waits for the end hears of it, and of its failure only whoever asked for it.
    ending = whole.catch(() => undefined);
    return whole;
  };
  const back = (): Promise<void> => end(() => abandonUpload(context, claimed, work.signal));

  const onAbort = (): void => {
    const catchBug = (bug: unknown): void =>
      ports.log.error("an upload could not be given back because of a bug; the sweep will", {
        run: claimed.id,
        cause: bug,
      });
    // A part that is coming in breaks off by itself and ends the session.
    if (over() === null && coming.size === 0) void back().catch(catchBug);
  };
  work.signal.addEventListener("abort", onAbort, { once: true });
  if (work.signal.aborted) onAbort();

  const receive: UploadSession["receive"] = async (part, body) => {
    if (over() !== null) return err(uploadEnded(claimed.id, work.signal));
    const arrival = ports.uploads.receive(claimed.id, attempt, part, body, limitOf(context, part), signal);
    coming.add(arrival);
    const received = await arrival.finally(() => coming.delete(arrival));
    if (over() !== null) {
      await over();
      return err(uploadEnded(claimed.id, work.signal));
    }
    if (received.isOk() && !work.signal.aborted) {
      if (part === "package") packageSha256 = received.value.sha256;
      return ok(received.value);
    }
    const why = received.isErr() ? received.error : BROKEN_OFF;
    if (why.kind === "too_large") {
      const refused = tooLarge(part, why.limit, claimed.id);
      await end(() => endRun(context, claimed, failure(refused.code, refused.message)));
      return err(refused);
    }
    await back();
    return err(
      why.kind === "broken_off" ? brokenOff(claimed.id, work.signal) : refusalOfFault(why, claimed.id, ports.log),
    );
  };

  return {
    run: claimed,
    signal: work.signal,
    receive(part, body) {
      const fate = receive(part, body);
      fates.push(fate);
      return fate;
    },
    async finish() {
      await Promise.allSettled(fates);
      if (over() !== null) {
        await over();
        return err(uploadEnded(claimed.id, work.signal));
      }
      const sha256 = packageSha256;
      if (sha256 !== null) return end(() => judgeAndStage(context, claimed, sha256, work.signal));
      await back();
      return refuse("REQUEST_PART_MISSING", "The part `skill_package` is missing; the run still awaits it.", {
        run: claimed.id,
      });
    },
    async refuse(why) {
      await (over() ?? end(() => endRun(context, claimed, failure(why.code, why.message, why.problems))));
    },
    async giveBack() {
      await (over() ?? back());
    },
  };
}

/** What a part is that came whole just when nobody needed it any more. */
const BROKEN_OFF = { kind: "broken_off" } as const;

function limitOf({ options }: Context, part: UploadPart): number {
  return part === "package" ? options.packageLimits.maxBytes : options.inputLimits.maxBytes;
}
