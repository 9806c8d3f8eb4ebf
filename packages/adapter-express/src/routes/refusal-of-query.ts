// How is a query refused that a route does not take?
import { problem, type Refusal } from "@mayfly/core";
import { refusalOfProblems } from "./refusal-of-problems.ts";

interface QuerySchema {
  readonly shape: Readonly<Record<string, unknown>>;
}

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** `issues` as the contract's schemas tell them; `schema` is the query's. */
export function refusalOfQuery(issues: readonly Issue[], { shape }: QuerySchema): Refusal {
  const problems = issues.map(({ code, path, message }) => {
    const known = code === "unrecognized_keys" ? `; it can have: ${Object.keys(shape).join(", ")}` : "";
    const sentence = [path.join("."), message].filter(Boolean).join(": ");
    return problem("REQUEST_INVALID", `The query is not valid: ${sentence}${known}.`);
  });
  return refusalOfProblems(problems);
}
