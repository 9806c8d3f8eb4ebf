// How does the job document reach standard input?
import { open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "neverthrow";
import type { Fault, JsonObject } from "@mayfly/core";

/**
 * A readable handle on the document, to be given to a program as standard input and then closed.
 * It is a nameless file, not a pipe: nobody has to feed it, the end comes by itself, `/dev/stdin` can be opened too,
 * and a program that never reads holds nothing up.
 */
export async function openDocument(document: JsonObject, folder: string): Promise<Result<FileHandle, Fault>> {
  const path = join(folder, ".stdin.json");
  try {
    // `wx`: whatever lies there under this name is not written through.
    await using writing = await open(path, "wx", 0o600);
    await writing.writeFile(JSON.stringify(document));
    const reading = await open(path, "r");
    await rm(path);
    return ok(reading);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : null;
    const kind = code === "ENOSPC" || code === "EDQUOT" ? "no_space" : "unavailable";
    return err({ kind, message: `Cannot write the standard input of a run: ${String(cause)}`, cause });
  }
}
