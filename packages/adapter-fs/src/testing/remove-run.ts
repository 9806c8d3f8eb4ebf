// What is seen of a run before its workspace is removed, and what does that answer, in a process of its own?
import type { RunId } from "@mayfly/core";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { createFileUploads } from "../uploads/create-file-uploads.ts";
import { createFileWorkspaces } from "../workspaces/create-file-workspaces.ts";

const [dataDir = "", run = ""] = process.argv.slice(2);
const workspaces = createFileWorkspaces(dataDir, createWorkerPool());
const uploads = await createFileUploads(dataDir).list();
const removed = await workspaces.remove(run as RunId);
const list = await workspaces.list();
process.stdout.write(
  JSON.stringify({
    removed: removed.isOk() ? removed.value : removed.error.kind,
    list: list._unsafeUnwrap(),
    uploads: uploads._unsafeUnwrap(),
  }),
);
