// How do others extract an archive to disk?
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import AdmZip from "adm-zip";
import unzipper from "unzipper";
import type { Work } from "./bench.ts";
import { extractFloor } from "./floor.ts";
import { READERS } from "./peers.ts";

/** Programs that may be installed; their time has the start of a process in it. */
const PROGRAMS: Readonly<Record<string, (path: string, folder: string) => readonly string[]>> = {
  unzip: (path, folder) => ["-q", path, "-d", folder],
  bsdtar: (path, folder) => ["-xf", path, "-C", folder],
};

/** Each extracts the archive at `path` into `folder`, which does not exist. */
export function extractors(path: string, folder: string): Record<string, Work> {
  const own: Record<string, Work> = {
    floor: () => extractFloor(path, folder),
    "adm-zip": () => new AdmZip(path).extractAllTo(folder),
    unzipper: async () => (await unzipper.Open.file(path)).extract({ path: folder }),
  };
  // The rest only reads, and leaves the writing to whoever uses it.
  for (const name of ["yauzl", "fflate", "jszip", "zip.js"]) own[name] = () => readAndWrite(name, path, folder);
  for (const [name, args] of Object.entries(PROGRAMS)) {
    if (spawnSync(name, ["--version"]).error !== undefined) continue;
    own[`${name} (with its start)`] = () => {
      mkdirSync(folder);
      const { status, stderr } = spawnSync(name, args(path, folder));
      if (status !== 0) throw new Error(`${name}: ${stderr.toString()}`);
    };
  }
  return own;
}

async function readAndWrite(name: string, path: string, folder: string): Promise<void> {
  const contents = (await READERS[name]?.(path)) ?? new Map<string, Uint8Array>();
  for (const [file, content] of contents) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}
