// How is a query refused that a route does not take?
import { problem, type Refusal } from "@mayfly/core";
import { refusalOfProblems } from "./refusal-of-problems.ts";

/** `issues` as the contract's schemas tell them. */
export function refusalOfQuery(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Refusal {
  const problems = issues.map(({ path, message }) =>
    problem("REQUEST_INVALID", `The query is not valid: ${[path.join("."), message].filter(Boolean).join(": ")}.`),
  );
  return refusalOfProblems(problems);
}
