// Which engines can this server run now? (req G3; design §7)
import { z } from "zod";

export const engineListSchema = z.object({
  engines: z
    .array(
      z.object({
        engine: z.string().describe("Its name, as packages and `engine` at create say it."),
        available: z.boolean().describe("Whether it can run now."),
        reason: z.string().nullable().describe("Why not, as a sentence; `null` when it is available."),
        version: z.string().nullable().describe("Of the program behind it; `null` when it is not known."),
        models: z
          .array(z.string())
          .readonly()
          .nullable()
          .describe("What `model` may be at create; `null` when it has none or does not know them."),
        network: z.enum(["none", "open"]).describe("`open` where its runs reach the network."),
        wall: z.string().describe("What stands around its runs, for people."),
      }),
    )
    .describe("All that this server knows, usable or not."),
});

export type EngineList = z.infer<typeof engineListSchema>;

type DescribedEngine = Omit<EngineList["engines"][number], "engine"> & { readonly name: string };

export function toEngineList(engines: readonly DescribedEngine[]): EngineList {
  return { engines: engines.map(({ name, ...rest }) => ({ engine: name, ...rest })) };
}
