// How many problems does one report tell?
import { hasError, problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";

/** So many can be read by nobody, and still be carried from process to process in a moment. */
const MOST_PROBLEMS = 1000;

/** The first of `problems`, and one more that tells how many others there are. */
export function boundProblems(problems: readonly Problem[]): readonly Problem[] {
  const others = problems.slice(MOST_PROBLEMS);
  if (others.length === 0) return problems;
  const tell = hasError(others) ? problem : warning;
  const message = `There are ${others.length} more problems than the ${MOST_PROBLEMS} that a report tells.`;
  return [...problems.slice(0, MOST_PROBLEMS), tell("PACKAGE_TOO_MANY_PROBLEMS", message)];
}
