// What does an upload answer that the disk has no room for?
import { readdir } from "node:fs/promises";
import { memoryIds } from "@mayfly/core/memory";
import { openDataFolder } from "../data-folder/open-data-folder.ts";
import { placesOf } from "../data-folder/places.ts";
import { createFileUploads } from "../uploads/create-file-uploads.ts";

async function* twoMebibytes() {
  for (let chunk = 0; chunk < 32; chunk += 1) yield new Uint8Array(64 * 1024);
}

const { path } = (await openDataFolder(process.argv[2] ?? ""))._unsafeUnwrap();
const uploads = createFileUploads(path);
const { signal } = new AbortController();
const before = (await uploads.freeBytes())._unsafeUnwrap();
const received = await uploads.receive(
  memoryIds.runId(),
  memoryIds.attemptId(),
  "package",
  twoMebibytes(),
  2 ** 30,
  signal,
);
const left = await readdir(placesOf(path).tmp);
const after = (await uploads.freeBytes())._unsafeUnwrap();
process.stdout.write(JSON.stringify({ kind: received.isErr() ? received.error.kind : "ok", left, before, after }));
