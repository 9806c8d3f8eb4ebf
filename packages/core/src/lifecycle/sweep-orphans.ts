// What does a sweep do about files that nobody needs? It lists them first, and looks their runs up afterwards. (req D3)
import type { Result } from "neverthrow";
import { isOrphanTemporary } from "../cleanup/sweep-plan.ts";
import type { Fault } from "../ports/fault.ts";
import type { Removal } from "../ports/removal.ts";
import type { RunId } from "../run/run-id.ts";
import type { SweepAction, SweepTally } from "./sweep-tally.ts";
import { measureTemporaryFiles, removeTemporaryFiles } from "./temporary-files.ts";

interface Kind {
  readonly action: SweepAction["action"];
  isOrphan(id: RunId): Promise<Result<boolean, Fault>>;
  measure(id: RunId): Promise<Result<Removal, Fault>>;
  remove(id: RunId): Promise<Result<Removal, Fault>>;
}

const SHARDS = 256;

/** Uploads and workspaces of all runs, and the outputs of one shard (0–255) or of all of them. */
export async function sweepOrphans(tally: SweepTally, part: number | "all"): Promise<void> {
  const { context } = tally;
  const { cache, outputs, runs, uploads, workspaces } = context.ports;
  const temporary: Kind = {
    action: "remove_orphaned_files",
    isOrphan: async (id) => (await runs.find(id)).map(isOrphanTemporary),
    measure: (id) => measureTemporaryFiles(context, id),
    remove: (id) => removeTemporaryFiles(context, id),
  };
  const kept: Kind = {
    action: "remove_orphaned_outputs",
    isOrphan: async (id) => (await cache.outputsInUse(id)).map((used) => !used),
    measure: (id) => outputs.measure(id),
    remove: (id) => outputs.remove(id),
  };
  const lists = [await uploads.list(), await workspaces.list()];
  const listed = lists.flatMap((list) => listOf(tally, list));
  await removeOrphans(tally, [...new Set(listed)], temporary);
  const shards = part === "all" ? Array.from({ length: SHARDS }, (_, shard) => shard) : [part];
  for (const shard of shards) await removeOrphans(tally, listOf(tally, await outputs.list(shard)), kept);
}

function listOf(tally: SweepTally, list: Result<readonly RunId[], Fault>): readonly RunId[] {
  if (list.isErr()) tally.failed(list.error);
  return list.unwrapOr([]);
}

async function removeOrphans(tally: SweepTally, listed: readonly RunId[], kind: Kind): Promise<void> {
  for (const id of listed) {
    await tally.holding(id, async () => {
      const orphan = await kind.isOrphan(id);
      if (orphan.isErr()) return tally.failed(orphan.error);
      if (!orphan.value) return undefined;
      tally.report.orphans += 1;
      return tally.count(await (tally.begins(kind.action, id) ? kind.remove(id) : kind.measure(id)));
    });
  }
}
