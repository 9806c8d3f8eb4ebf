// How is something wrong told?
import type { ProblemCode } from "./codes.ts";

export type Severity = "error" | "warning";

/** One thing that is wrong with what a sender gave us: which rule, where, and how to mend it. */
export interface Problem {
  /** Stable; its first word is the room that decides. */
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** The archive entry or file it is about, `null` when it is about the whole. */
  readonly entry: string | null;
  /** 1-based line in the entry, where the format has lines. */
  readonly line: number | null;
  /** 1-based column in the line, in UTF-16 units. */
  readonly column: number | null;
  /** JSON pointer (RFC 6901) into the entry's value. */
  readonly pointer: string | null;
  /** One sentence for a person. */
  readonly message: string;
  /** The remedy, `null` where the sentence already names it. */
  readonly hint: string | null;
}

type Place = Partial<Pick<Problem, "entry" | "line" | "column" | "pointer" | "hint">>;

/** An error with `code`, a sentence, and where it is. */
export function problem(code: ProblemCode, message: string, place: Place = {}): Problem {
  return { ...NOWHERE, ...place, code, severity: "error", message };
}

/** A warning: worth telling, but no reason to refuse. */
export function warning(code: ProblemCode, message: string, place: Place = {}): Problem {
  return { ...problem(code, message, place), severity: "warning" };
}

/** Whether any of `problems` is a reason to refuse. */
export function hasError(problems: readonly Problem[]): boolean {
  return problems.some((each) => each.severity === "error");
}

const NOWHERE = { entry: null, line: null, column: null, pointer: null, hint: null } as const;
