// What do the other routes of a run answer? (design §7)
import { z } from "zod";
import { cacheHitSchema, runStatusSchema, statusSchema, wireErrorSchema } from "./run-status.ts";
import { wireProblemSchema } from "./problem-document.ts";

export const uploadAnswerSchema = z.object({
  request_id: z.string(),
  cache_hit: cacheHitSchema,
  status: statusSchema,
  /** Regular files extracted, package and inputs together. */
  extracted_files: z.int(),
});

export const runResultSchema = z.object({
  request_id: z.string(),
  result: z.object({
    status: z.enum(["success", "failed", "canceled"]),
    data: z.json(),
    /** Paths `artifacts/…`. */
    artifacts: z.array(z.string()),
    validation_warnings: z.array(wireProblemSchema),
    error: wireErrorSchema.nullable(),
  }),
});

export const runArtifactsSchema = z.object({ request_id: z.string(), artifacts: z.array(z.string()) });

export const runLogsSchema = z.object({
  request_id: z.string(),
  /** What an agent was told, `null` for a script. */
  prompt: z.string().nullable(),
  stdout: z.string(),
  stderr: z.string(),
  /** Whether bytes before those shown were left out. */
  truncated: z.boolean(),
});

export const cancelAnswerSchema = z.object({ request_id: z.string(), status: statusSchema });

export const runPageSchema = z.object({
  runs: z.array(runStatusSchema),
  /** For the next page; `null` on the last one. */
  next_cursor: z.string().nullable(),
});

export type UploadAnswer = z.infer<typeof uploadAnswerSchema>;
export type RunResult = z.infer<typeof runResultSchema>;
export type RunArtifacts = z.infer<typeof runArtifactsSchema>;
export type RunLogs = z.infer<typeof runLogsSchema>;
export type CancelAnswer = z.infer<typeof cancelAnswerSchema>;
export type RunPage = z.infer<typeof runPageSchema>;
