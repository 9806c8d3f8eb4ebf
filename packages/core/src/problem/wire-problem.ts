// How is something wrong told on the wire, in answers and in results? (design §7)
import type { ProblemCode } from "./codes.ts";
import type { Problem } from "./problem.ts";

/** One of several problems in an answer. A type, not an interface, so that it is a JSON value. */
export type WireProblem = {
  readonly code: ProblemCode;
  readonly entry: string | null;
  readonly pointer: string | null;
  readonly detail: string;
  readonly hint: string | null;
};

/** Why a run did not succeed; `errors` stands only where several things may be wrong. */
export type WireError = {
  readonly code: ProblemCode;
  readonly message: string;
  readonly errors?: readonly WireProblem[];
};

export function toWireProblem({ code, entry, pointer, message, hint }: Problem): WireProblem {
  return { code, entry, pointer, detail: message, hint };
}

export function toWireError(error: {
  readonly code: ProblemCode;
  readonly message: string;
  readonly problems: readonly Problem[];
}): WireError {
  const { code, message, problems } = error;
  return problems.length === 0 ? { code, message } : { code, message, errors: problems.map(toWireProblem) };
}
