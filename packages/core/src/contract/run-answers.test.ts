import { expect, test } from "vitest";
import { toRunStatus } from "./run-status.ts";
import { aRun } from "../testing/a-run.ts";
import {
  cancelAnswerSchema,
  runArtifactsSchema,
  runLogsSchema,
  runPageSchema,
  runResultSchema,
  uploadAnswerSchema,
} from "./run-answers.ts";

test("the answers of the other routes have the fields of the plan and no fewer", () => {
  const fields = (schema: { readonly shape: object }): string[] => Object.keys(schema.shape);
  expect(fields(uploadAnswerSchema)).toEqual(["request_id", "cache_hit", "status", "extracted_files"]);
  expect(fields(runResultSchema)).toEqual(["request_id", "result"]);
  expect(fields(runResultSchema.shape.result)).toEqual(["status", "data", "artifacts", "validation_warnings", "error"]);
  expect(fields(runArtifactsSchema)).toEqual(["request_id", "artifacts"]);
  expect(fields(runLogsSchema)).toEqual(["request_id", "prompt", "stdout", "stderr", "truncated"]);
  expect(fields(cancelAnswerSchema)).toEqual(["request_id", "status"]);
  expect(fields(runPageSchema)).toEqual(["runs", "next_cursor"]);
});

test("`runPageSchema` takes statuses as they are shown", () => {
  const page = { runs: [toRunStatus(aRun("failed"), null)], next_cursor: null };
  expect(runPageSchema.parse(page)).toEqual(page);
});
