// When do outputs go that several runs and the cache may point to?
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Ports } from "../ports/ports.ts";
import type { Removal } from "../ports/removal.ts";
import type { RunId } from "../run/run-id.ts";

/**
 * Removes `outputs` unless a run or an entry of the cache points to them. Called after whatever pointed there is gone
 * from the records; what nobody points to, nobody can come to point to, so there is no race with a hit.
 */
export async function removeUnusedOutputs(
  { ports }: { readonly ports: Pick<Ports, "cache" | "outputs"> },
  outputs: RunId,
): Promise<Result<Removal, Fault>> {
  const used = await ports.cache.outputsInUse(outputs);
  if (used.isErr()) return err(used.error);
  return used.value ? ok({ files: 0, bytes: 0 }) : ports.outputs.remove(outputs);
}
