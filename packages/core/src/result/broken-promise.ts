// Which problems tell why a promise was not kept, and which of them names it?
import type { ProblemCode } from "../problem/codes.ts";
import type { Problem } from "../problem/problem.ts";

const NOT_THERE: ReadonlySet<ProblemCode> = new Set(["RESULT_ARTIFACT_MISSING", "RESULT_ARTIFACT_UNKNOWN"]);

/**
 * The errors among `problems`, the one that names the failure first. An artifact that was written and could not be read is
 * no error by itself; where one is missed, it is, and comes first: "was not written" would send its author the wrong way.
 */
export function brokenPromise(problems: readonly Problem[]): readonly Problem[] {
  const errors = problems.filter(({ severity }) => severity === "error");
  if (!errors.some(({ code }) => NOT_THERE.has(code))) return errors;
  const unread = problems.filter(({ code }) => code === "RESULT_ARTIFACT_UNREADABLE");
  return [...unread.map((each): Problem => ({ ...each, severity: "error" })), ...errors];
}
