// How are workspaces kept as files?
import { randomBytes } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import type { Workspaces } from "@mayfly/core";
import { PART_SUFFIX, placesOf } from "../data-folder/places.ts";
import {
  dropEmptyFolder,
  openTemporary,
  runsWithTemporary,
  temporaryEntries,
} from "../data-folder/temporary-entries.ts";
import type { WorkerPool } from "../pool/create-worker-pool.ts";
import { attemptSystem } from "../system/attempt-system.ts";
import { discard, discarded } from "../trash/discard.ts";
import { emptyTrash } from "../trash/empty-trash.ts";
import { measureTrees } from "../trash/measure-trees.ts";
import { digestInputs } from "./digest-inputs.ts";
import { stageWorkspace } from "./stage-workspace.ts";
import { readStaged } from "./staged-record.ts";
import { workspacePaths } from "./workspace-paths.ts";

/**
 * Workspaces under `<dataDir>/tmp/<run>/work.<attempt>/`, extracted by the processes of `pool`. `bootId` names this boot
 * of the machine: what an earlier one staged may have lost its content, and is not found any more.
 */
export function createFileWorkspaces(dataDir: string, pool: WorkerPool, bootId = ""): Workspaces {
  const places = placesOf(dataDir);
  return {
    stage: (run, attempt, plan, signal) => stageWorkspace(places, pool, run, attempt, plan, signal, bootId),

    find: (run, attempt) =>
      attemptSystem("find a workspace", async () => readStaged(places.workspace(run, attempt), bootId)),

    digestInputs: (run, attempt) =>
      attemptSystem("digest the inputs", async () => digestInputs(readStaged(places.workspace(run, attempt), bootId))),

    writeDocument: (run, attempt, document) =>
      attemptSystem("write a job document", async () => {
        const { documentPath } = workspacePaths(places.workspace(run, attempt));
        // Moved into place: a program that ran here before may have left a link under the name.
        const partial = `${documentPath}.${randomBytes(8).toString("hex")}${PART_SUFFIX}`;
        await writeFile(partial, `${JSON.stringify(document)}\n`, { flag: "wx", mode: 0o600 });
        await rename(partial, documentPath);
      }),

    measure: (run) =>
      attemptSystem("measure a workspace", async () => measureTrees(await temporaryEntries(places, run, "work"))),

    remove: (run) =>
      attemptSystem("remove a workspace", async () => {
        await openTemporary(places, run);
        const removal = await discard(places, run, "work", await temporaryEntries(places, run, "work"));
        await dropEmptyFolder(places.temporary(run));
        return removal;
      }),

    list: () =>
      attemptSystem("list workspaces", async () => {
        const runs = [...(await runsWithTemporary(places, "work")), ...(await discarded(places, "work"))];
        return [...new Set(runs)];
      }),

    emptyTrash: () => emptyTrash(dataDir),
  };
}
