import { expect, test } from "vitest";
import { resultEnvelope } from "./result-envelope.ts";

test("`resultEnvelope()` gives a success its data, artifacts and warnings, and no error", () => {
  const warnings = [
    { code: "RESULT_ARTIFACT_NAME", entry: "x", pointer: null, detail: "Left out.", hint: null },
  ] as const;
  const parts = { status: "success", data: { rows: 1 }, artifacts: ["artifacts/a.md"], warnings, error: null } as const;
  expect(resultEnvelope(parts)).toEqual({
    status: "success",
    data: { rows: 1 },
    artifacts: ["artifacts/a.md"],
    validation_warnings: warnings,
    error: null,
  });
});

test("`resultEnvelope()` gives a failure its code and message", () => {
  const error = { code: "RUN_KILLED", message: "Ended by a signal." } as const;
  const envelope = resultEnvelope({ status: "failed", data: null, artifacts: [], warnings: [], error });
  expect(envelope).toEqual({ status: "failed", data: null, artifacts: [], validation_warnings: [], error });
});
