// What shape has the result of a run? (design §7 Values)
import type { WireError, WireProblem } from "../problem/wire-problem.ts";
import type { JsonObject, JsonValue } from "../run/json.ts";

export interface ResultParts {
  readonly status: "success" | "failed" | "canceled";
  /** The program's output, `null` without one. */
  readonly data: JsonValue;
  /** Paths `artifacts/…`. */
  readonly artifacts: readonly string[];
  readonly warnings: readonly WireProblem[];
  readonly error: WireError | null;
}

/** The document that is kept as `result.json` and answered as `result`; every terminal run has one. */
export function resultEnvelope({ status, data, artifacts, warnings, error }: ResultParts): JsonObject {
  return { status, data, artifacts, validation_warnings: warnings, error: error === null ? null : { ...error } };
}
