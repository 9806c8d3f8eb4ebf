// How does a part of an upload come to lie whole on disk, or not at all?
import { createHash } from "node:crypto";
import { mkdir, open, rename, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { err, ok, type Result } from "neverthrow";
import type { AttemptId, Fault, ReceivedPart, ReceiveRefusal, RunId, UploadPart } from "@mayfly/core";
import { PART_SUFFIX, type Places } from "../data-folder/places.ts";
import { dropEmptyFolder } from "../data-folder/temporary-entries.ts";
import { attemptSystem, tolerating } from "../system/attempt-system.ts";
import { flushFolder } from "../system/flush-folder.ts";
import { CREATE_SAFELY } from "../system/open-flags.ts";
import { readBody } from "./read-body.ts";

/** `Uploads.receive` on files: written under a name that says so, renamed when flushed, removed on any failure. */
export async function receivePart(
  places: Places,
  run: RunId,
  attempt: AttemptId,
  part: UploadPart,
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Result<ReceivedPart, ReceiveRefusal | Fault>> {
  const path = places.part(run, attempt, part);
  const partial = path + PART_SUFFIX;
  const created = await attemptSystem("keep an upload", () => createPart(partial));
  if (created.isErr()) {
    const cleared = await attemptSystem("clear an upload", () => dropEmptyFolders(places, run, path));
    return err(cleared.isErr() ? cleared.error : created.error);
  }
  const kept = await attemptSystem("keep an upload", async () => {
    const received = await fill(created.value, body, maxBytes, signal);
    if (received.isErr()) return received;
    await rename(partial, path);
    for (const folder of [dirname(path), places.temporary(run), places.tmp]) await flushFolder(folder);
    return received;
  });
  const received: Result<ReceivedPart, ReceiveRefusal | Fault> = kept.isOk() ? kept.value : err(kept.error);
  if (received.isOk()) return received;
  const cleared = await attemptSystem("clear an upload", async () => {
    // Also the whole name: the failure may have come between the rename and the flush.
    for (const name of [partial, path]) await tolerating(["ENOENT"], unlink(name));
    await dropEmptyFolders(places, run, path);
  });
  return cleared.isErr() ? err(cleared.error) : received;
}

async function createPart(partial: string): Promise<FileHandle> {
  const create = async (): Promise<FileHandle> => {
    await mkdir(dirname(partial), { recursive: true, mode: 0o700 });
    return open(partial, CREATE_SAFELY, 0o600);
  };
  // Whoever clears an earlier attempt may take the run's folder away in between, once.
  return (await tolerating(["ENOENT"], create())) ?? create();
}

async function fill(
  handle: FileHandle,
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Result<ReceivedPart, ReceiveRefusal>> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    const end = await readBody(body, maxBytes, signal, async (chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
      await handle.writeFile(chunk);
    });
    if (end === "too_large") return err({ kind: "too_large", limit: maxBytes });
    if (end !== "whole") return err({ kind: "broken_off", message: end.brokenOff });
    await handle.sync();
  } finally {
    await handle.close();
  }
  return ok({ bytes, sha256: hash.digest("hex") });
}

async function dropEmptyFolders(places: Places, run: RunId, path: string): Promise<void> {
  await dropEmptyFolder(dirname(path));
  await dropEmptyFolder(places.temporary(run));
}
