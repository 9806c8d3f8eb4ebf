// What does a client send to create a temporary run, and what does it get? (req A1; design §7)
import type { Result } from "neverthrow";
import { z } from "zod";
import type { Problem } from "../problem/problem.ts";
import { createRequestFields, parseCreate, type CreateRequest } from "./create-request.ts";
import { cacheHitSchema, requestIdSchema, statusSchema } from "./run-status.ts";

export const createRunRequestSchema = z.strictObject(createRequestFields);

export const createRunAnswerSchema = z.object({
  request_id: requestIdSchema,
  cache_hit: cacheHitSchema,
  status: statusSchema,
});
export type CreateRunAnswer = z.infer<typeof createRunAnswerSchema>;

/** Parses the JSON body of a create. Every problem has a pointer; unknown fields and options are refused by name. */
export function parseCreateRun(body: unknown): Result<CreateRequest, readonly Problem[]> {
  return parseCreate(body, createRunRequestSchema).map(({ request }) => request);
}
