// What may a client ask of the list of runs? (design §7)
import { z } from "zod";
import { statusSchema } from "./run-status.ts";

export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 200;

/** The query of a list: numbers arrive as text. */
export const listRunsQuerySchema = z.strictObject({
  status: statusSchema.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
  cursor: z.string().min(1).max(200).optional(),
});

export type ListRunsQuery = z.infer<typeof listRunsQuerySchema>;
