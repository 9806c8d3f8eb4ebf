// What does removing a run's workspace answer, in a process of its own?
import type { RunId } from "@mayfly/core";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { createFileWorkspaces } from "../workspaces/create-file-workspaces.ts";

const [dataDir = "", run = ""] = process.argv.slice(2);
const workspaces = createFileWorkspaces(dataDir, createWorkerPool());
const removed = await workspaces.remove(run as RunId);
const list = await workspaces.list();
process.stdout.write(
  JSON.stringify({
    removed: removed.isOk() ? removed.value : removed.error.kind,
    list: list._unsafeUnwrap(),
  }),
);
