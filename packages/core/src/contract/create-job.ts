// What does a client send to create a job, a run of an installed skill? (req G2; design §7)
import type { Result } from "neverthrow";
import { z } from "zod";
import type { Problem } from "../problem/problem.ts";
import { createRequestFields, parseCreate, type CreateRequest } from "./create-request.ts";

export const createJobRequestSchema = z.strictObject({
  skill_id: z.string().min(1).max(255).describe("The installed skill to run."),
  ...createRequestFields,
});

export interface CreateJobRequest extends CreateRequest {
  readonly skillId: string;
}

/** Parses the JSON body of a create. Every problem has a pointer; unknown fields and options are refused by name. */
export function parseCreateJob(body: unknown): Result<CreateJobRequest, readonly Problem[]> {
  return parseCreate(body, createJobRequestSchema).map(({ request, parsed }) => ({
    ...request,
    skillId: parsed.skill_id,
  }));
}
