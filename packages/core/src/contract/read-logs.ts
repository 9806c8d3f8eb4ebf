// From where in the logs does a client want to read? (design §7)
import { z } from "zod";

/** The query of the logs: numbers arrive as text. */
export const readLogsQuerySchema = z.strictObject({
  offset: z
    .preprocess(
      (text) => (typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : text),
      z.int({ error: "has to be one whole number of bytes, from 0" }).min(0).optional(),
    )
    .describe("The first byte of each stream to show; without it, the last MiB is shown."),
});
