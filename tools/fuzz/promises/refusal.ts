// Does a refusal say why?
import { PROBLEM_CODES } from "@mayfly/core";
import type { Problem } from "@mayfly/core";
import { promise } from "../target.ts";

const MOST_PROBLEMS = 100;

export function checkRefusal(problems: readonly Problem[]): void {
  promise(problems.length > 0, "refused-without-a-problem", () => "It is refused, and no problem is told.");
  promise(problems.length <= MOST_PROBLEMS, "too-many-problems", () => `${problems.length} problems are told.`);
  for (const { code, severity, message } of problems) {
    promise(Object.hasOwn(PROBLEM_CODES, code), "unknown-code", () => `There is no code ${code}.`);
    promise(severity === "error", "refused-by-a-warning", () => `${code} is no error: ${message}`);
  }
}
