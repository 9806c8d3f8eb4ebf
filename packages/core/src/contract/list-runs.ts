// What may a client ask of the list of runs? (design §7)
import { z } from "zod";
import { statusSchema } from "./run-status.ts";

export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 200;

/** The query of a list: numbers arrive as text. */
export const listRunsQuerySchema = z.strictObject({
  status: statusSchema.optional().describe("Only runs with this status."),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE)
    .default(DEFAULT_PAGE)
    .describe("The length of a page, at most 200."),
  cursor: z.string().min(1).max(200).optional().describe("`next_cursor` of the page before."),
});

export type ListRunsQuery = z.infer<typeof listRunsQuerySchema>;
