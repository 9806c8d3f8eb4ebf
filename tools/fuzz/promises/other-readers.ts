// Do other programs see the same in it?
import type { ArchiveEntry } from "@mayfly/core";
import AdmZip from "adm-zip";
import { unzipSync } from "fflate";
import { CENTRAL, get, SENTINEL_32 } from "../parts/layout.ts";
import { takeApart } from "../parts/take-apart.ts";
import { BrokenPromise, promise } from "../target.ts";
import { same } from "./contents.ts";
import { readFromFront } from "./read-from-front.ts";
import type { ReadEntry } from "./re-emission.ts";

/** By name, those of folders with a slash at the end. */
type Seen = ReadonlyMap<string, Uint8Array>;

/** adm-zip takes longer than all the rest, so it is asked about one archive of so many. */
const ONE_OF = 8;

/** `files` and `folders` are everything in `archive`, what is dropped included, and nothing had to be normalised. */
export function checkOtherReaders(
  archive: Uint8Array,
  files: readonly ReadEntry[],
  folders: readonly ArchiveEntry[],
): void {
  const check = (program: string, read: () => Seen): void => compare(program, look(program, read), files, folders);
  check("front", () => readFromFront(archive));
  check("fflate", () => new Map(Object.entries(unzipSync(archive))));
  if (archive.length % ONE_OF === 0 && !hasFarEntries(archive)) check("adm-zip", () => readByAdmZip(archive));
}

/** adm-zip does not look for an offset in a zip64 field. */
function hasFarEntries(archive: Uint8Array): boolean {
  const centrals = takeApart(archive)?.centrals ?? [];
  return centrals.some(({ header }) => get(header, CENTRAL.localOffset) === SENTINEL_32);
}

function readByAdmZip(archive: Uint8Array): Seen {
  const entries = new AdmZip(Buffer.from(archive)).getEntries();
  return new Map(entries.map((entry) => [entry.entryName, entry.isDirectory ? new Uint8Array(0) : entry.getData()]));
}

function look(program: string, read: () => Seen): Seen {
  try {
    return read();
  } catch (error) {
    throw new BrokenPromise(`${program}-refuses`, String(error));
  }
}

function compare(program: string, seen: Seen, files: readonly ReadEntry[], folders: readonly ArchiveEntry[]): void {
  const name = `${program}-differs`;
  for (const { entry, bytes } of files) {
    const content = seen.get(entry.path);
    promise(
      content !== undefined && same(content, bytes),
      name,
      () => `${JSON.stringify(entry.path)} is something else.`,
    );
  }
  for (const { path } of folders) promise(seen.has(`${path}/`), name, () => `${JSON.stringify(path)} is missing.`);
  promise(seen.size === files.length + folders.length, name, () => `There are ${seen.size} entries.`);
}
