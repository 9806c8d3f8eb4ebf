// Is everything that was accepted inside, apart from everything else, and within the limits?
import { posix, win32 } from "node:path";
import { findCollisions, isSafeRelativePath } from "@mayfly/core";
import type { AcceptedArchive, ArchiveEntry } from "@mayfly/core";
import { LIMITS } from "../reader.ts";
import { promise } from "../target.ts";

const POSIX_ROOT = "/srv/root";
const WIN32_ROOT = "C:\\srv\\root";

export function checkEntries({ entries, dropped }: AcceptedArchive, size: number): void {
  const all = dropped.length === 0 ? entries : [...entries, ...dropped];
  for (const entry of all) checkPlace(entry, size);
  checkSums(all);
  checkApart(all);
  const { problems, nodes } = findCollisions(all);
  promise(problems.length === 0, "collision", () => problems.map(({ message }) => message).join(" "));
  promise(nodes <= LIMITS.maxEntries, "too-many-files", () => `It makes ${nodes} files and folders.`);
}

function checkPlace({ path, dataOffset, compressedSize }: ArchiveEntry, size: number): void {
  promise(isSafeRelativePath(path, LIMITS), "unsafe-path", () => JSON.stringify(path));
  const inside =
    posix.resolve(POSIX_ROOT, path).startsWith(`${POSIX_ROOT}/`) &&
    win32.resolve(WIN32_ROOT, path).startsWith(`${WIN32_ROOT}\\`);
  promise(inside, "outside", () => `${JSON.stringify(path)} leaves the folder that it is resolved in.`);
  promise(dataOffset >= 0 && dataOffset + compressedSize <= size, "data-outside", () => JSON.stringify(path));
}

function checkSums(entries: readonly ArchiveEntry[]): void {
  let total = 0;
  for (const entry of entries) {
    total += entry.size;
    promise(entry.size <= LIMITS.maxEntryBytes, "entry-too-large", () => `${entry.size} bytes`);
  }
  promise(total <= LIMITS.maxTotalBytes, "total-too-large", () => `${total} bytes`);
  promise(entries.length <= LIMITS.maxEntries, "too-many-entries", () => `${entries.length} entries`);
}

function checkApart(entries: readonly ArchiveEntry[]): void {
  let end = 0;
  for (const { path, dataOffset, compressedSize } of entries.toSorted((one, two) => one.dataOffset - two.dataOffset)) {
    if (compressedSize === 0) continue;
    promise(dataOffset >= end, "data-overlaps", () => `${JSON.stringify(path)} shares bytes with another entry.`);
    end = dataOffset + compressedSize;
  }
}
