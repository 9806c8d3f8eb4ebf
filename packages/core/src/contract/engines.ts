// Which engines can this server run now? (req G3; design §7)
import { z } from "zod";

export const engineListSchema = z.object({
  engines: z.array(
    z.object({
      engine: z.string(),
      available: z.boolean(),
      /** Why not, as a sentence; `null` when it is available. */
      reason: z.string().nullable(),
      version: z.string().nullable(),
      /** What `model` may be at create; `null` when the engine has none or does not know them. */
      models: z.array(z.string()).readonly().nullable(),
      /** Whether its runs reach the network. */
      network: z.enum(["none", "open"]),
      /** What stands around its runs, for people. */
      wall: z.string(),
    }),
  ),
});

export type EngineList = z.infer<typeof engineListSchema>;

type DescribedEngine = Omit<EngineList["engines"][number], "engine"> & { readonly name: string };

export function toEngineList(engines: readonly DescribedEngine[]): EngineList {
  return { engines: engines.map(({ name, ...rest }) => ({ engine: name, ...rest })) };
}
