// When is what a run leaves behind whole?
import { lstat, mkdir, open, readdir, rmdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { JsonValue, OutputFile, RunId } from "@mayfly/core";
import type { Places } from "../data-folder/places.ts";
import { tolerating } from "../system/attempt-system.ts";
import { flushFolder } from "../system/flush-folder.ts";
import { READ_SAFELY } from "../system/open-flags.ts";
import { UnusableFile } from "../system/unusable-file.ts";
import { discard } from "../trash/discard.ts";
import { digestFile } from "./digest-file.ts";
import { physicalPath, RESULT_PATH, writeManifest, writeWhole } from "./manifest-file.ts";

/** `RunOutputs.seal` on files; rejects with the system's error or `UnusableFile`. The manifest comes last. */
export async function sealOutputs(
  places: Places,
  run: RunId,
  result: JsonValue,
  files: readonly OutputFile[],
): Promise<void> {
  const folder = places.outputs(run);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const { path, size } of files) {
    const stats = await tolerating(["ENOENT", "ENOTDIR"], lstat(join(folder, path)));
    if (stats?.isFile() !== true || stats.size !== size) throw new UnusableFile(`The collected file ${path} is gone.`);
  }
  // What a process that died was collecting is named by no manifest, and no other step looks here.
  await discard(places, run, "outputs", [places.collecting(run)]);
  const named = new Set(files.map(({ path }) => path));
  for (const kind of ["artifacts", "inputs"]) await dropUnnamed(folder, kind, named);
  // Without indentation: what a program nests deeply would grow sixtyfold.
  await writeWhole(join(folder, "result.json"), `${JSON.stringify(result)}\n`);
  const own = [
    await measure(folder, RESULT_PATH),
    await measure(folder, "logs/stdout.txt"),
    await measure(folder, "logs/stderr.txt"),
  ];
  const all = [...files.map(onlyKnownFields), ...own.filter((each) => each !== null)];
  await writeManifest(
    places,
    run,
    all.sort((a, b) => (a.path < b.path ? -1 : 1)),
  );
  for (const above of [dirname(folder), places.runs]) await flushFolder(above);
}

/** Removes files below `folder/kind` that `named` does not have, and the folders that this empties. */
async function dropUnnamed(folder: string, kind: string, named: ReadonlySet<string>): Promise<void> {
  const entries = (await tolerating(["ENOENT"], readdir(join(folder, kind), { withFileTypes: true }))) ?? [];
  for (const entry of entries) {
    const path = `${kind}/${entry.name}`;
    if (entry.isDirectory()) await dropUnnamed(folder, path, named);
    else if (!named.has(path)) await unlink(join(folder, path));
  }
  await tolerating(["ENOENT", "ENOTEMPTY", "EEXIST"], rmdir(join(folder, kind)));
}

async function measure(folder: string, path: string): Promise<OutputFile | null> {
  const handle = await tolerating(["ENOENT"], open(join(folder, physicalPath(path)), READ_SAFELY));
  if (handle === undefined) return null;
  try {
    return { path, ...(await digestFile(handle, Infinity)) };
  } finally {
    await handle.close();
  }
}

function onlyKnownFields({ path, size, sha256, crc32 }: OutputFile): OutputFile {
  return { path, size, sha256, crc32 };
}
