// How are several problems of one request told?
import { refusal, type Problem, type Refusal } from "@mayfly/core";

/** Code and sentence are the first problem's; all of them go along. */
export function refusalOfProblems(problems: readonly Problem[]): Refusal {
  const [first, ...others] = problems;
  if (first === undefined) throw new Error("Cannot refuse without a problem.");
  const message = others.length === 0 ? first.message : `${first.message} (and ${others.length} more)`;
  return refusal(first.code, message, { problems });
}
