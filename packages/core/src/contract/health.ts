// What does a server say that is well?
import { z } from "zod";

export const healthSchema = z.object({ status: z.literal("ok").describe("It answers.") });

export type Health = z.infer<typeof healthSchema>;
