// What do the other routes of a run answer? (design §7)
import { z } from "zod";
import { jsonValueSchema } from "./json-value.ts";
import { wireProblemsSchema } from "./problem-document.ts";
import { cacheHitSchema, requestIdSchema, runStatusSchema, statusSchema, wireErrorSchema } from "./run-status.ts";

export const uploadAnswerSchema = z.object({
  request_id: requestIdSchema,
  cache_hit: cacheHitSchema,
  status: statusSchema,
  extracted_files: z.int().describe("How many files were extracted, package and inputs together."),
});

export const runResultSchema = z.object({
  request_id: requestIdSchema,
  result: z
    .object({
      status: z.enum(["success", "failed", "canceled"]).describe("How it ended."),
      data: jsonValueSchema.describe("The program's output document; `null` where there is none."),
      artifacts: z.array(z.string()).describe("Paths `artifacts/…`."),
      validation_warnings: wireProblemsSchema.describe("What was left out, and why."),
      error: wireErrorSchema.nullable().describe("Why it did not succeed, as in the status."),
    })
    .describe("The same as `result/result.json` in the bundle."),
});

export const runArtifactsSchema = z.object({
  request_id: requestIdSchema,
  artifacts: z.array(z.string()).describe("Paths `artifacts/…`, sorted."),
});

export const runLogsSchema = z.object({
  request_id: requestIdSchema,
  prompt: z.string().nullable().describe("What an agent was told; `null` for a script."),
  stdout: z.string().describe("At most a MiB of standard output."),
  stderr: z.string().describe("At most a MiB of standard error."),
  truncated: z.boolean().describe("Whether a stream has more than is shown."),
});

export const cancelAnswerSchema = z.object({ request_id: requestIdSchema, status: statusSchema });

export const runPageSchema = z.object({
  runs: z.array(runStatusSchema).describe("The newest first."),
  next_cursor: z.string().nullable().describe("`cursor` of the next page; `null` on the last one."),
});

export type UploadAnswer = z.infer<typeof uploadAnswerSchema>;
export type RunResult = z.infer<typeof runResultSchema>;
export type RunArtifacts = z.infer<typeof runArtifactsSchema>;
export type RunLogs = z.infer<typeof runLogsSchema>;
export type CancelAnswer = z.infer<typeof cancelAnswerSchema>;
export type RunPage = z.infer<typeof runPageSchema>;
