// How does a folder of test-fixtures become the zip that a client would upload?
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { zipSync } from "fflate";
import type { Zippable } from "fflate";

/**
 * A skill package as a zip: every regular file below `folder`, deflated, under one top folder with
 * the folder's own name. Equal trees give equal bytes (sorted names, one fixed date and mode).
 * @param folder path of the package's folder; its last segment becomes the top folder
 * @returns the bytes of the archive
 */
export function zipPackage(folder: string): Uint8Array {
  const root = resolve(folder);
  const files: Record<string, Uint8Array> = {};
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const inside = path.slice(root.length + 1).replaceAll("\\", "/");
    files[`${basename(root)}/${inside}`] = readFileSync(path);
  }
  return zipInputs(files);
}

/**
 * An input zip, or any other archive of plain files.
 * @param files content by entry name; for inputs a name is the input key, or `key/name.ext` where
 * the file's own name should be kept
 * @returns the bytes of the archive, entries sorted by name
 */
export function zipInputs(files: Record<string, Uint8Array>): Uint8Array {
  // fflate writes local time, so a date made from local parts gives the same bytes in every zone.
  const mtime = new Date(1980, 0, 1);
  const sorted: Zippable = {};
  for (const name of Object.keys(files).toSorted()) {
    const content = files[name];
    if (content !== undefined) {
      sorted[name] = [content, { level: 6, mtime, os: 3, attrs: (0o100644 << 16) >>> 0 }];
    }
  }
  return zipSync(sorted);
}
