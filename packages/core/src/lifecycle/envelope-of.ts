// What does the result of an outcome look like to a client?
import { toWireError, toWireProblem } from "../problem/wire-problem.ts";
import { resultEnvelope } from "../result/result-envelope.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject, JsonValue } from "../run/json.ts";
import type { Outcome } from "../run/run.ts";

const STATUS = { succeeded: "success", failed: "failed", canceled: "canceled" } as const;

export function envelopeOf(
  outcome: Outcome,
  data: JsonValue,
  artifacts: readonly string[],
  warnings: readonly Problem[],
): JsonObject {
  const error = outcome.error === null ? null : toWireError(outcome.error);
  return resultEnvelope({
    status: STATUS[outcome.status],
    data,
    artifacts,
    warnings: warnings.map(toWireProblem),
    error,
  });
}
