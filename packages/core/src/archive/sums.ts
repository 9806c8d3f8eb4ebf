// Does what the entries declare stay below the limits? (zip B2, B4, B5)
import type { ArchiveLimits } from "./limits.ts";
import type { NamedEntry } from "./name-entries.ts";
import type { ProblemList } from "./problem-list.ts";
import { broken } from "./refuse.ts";

/** No deflate stream gives more than this for each of its bytes. */
const MOST_PER_BYTE = 1032;
const MOST_BESIDES = 64;

/** `nodes` counts files and folders, implied folders included. */
export function checkSums(
  entries: readonly NamedEntry[],
  nodes: number,
  limits: ArchiveLimits,
  problems: ProblemList,
): void {
  let total = 0;
  for (const { header, path } of entries) {
    total += header.size;
    if (header.size > limits.maxEntryBytes) {
      const why = `it has ${header.size} bytes, and at most ${limits.maxEntryBytes} are allowed`;
      problems.addEntry(path, broken("ARCHIVE_ENTRY_TOO_LARGE", why));
    }
    if (header.size > MOST_PER_BYTE * header.compressedSize + MOST_BESIDES) {
      const why = `${header.compressedSize} bytes cannot inflate to ${header.size}`;
      problems.addEntry(path, broken("ARCHIVE_RATIO_IMPOSSIBLE", why));
    }
    if (problems.full) return;
  }
  if (total > limits.maxTotalBytes) {
    const why = `its entries have ${total} bytes, and at most ${limits.maxTotalBytes} are allowed`;
    problems.addArchive("ARCHIVE_TOTAL_TOO_LARGE", why);
  }
  if (nodes > limits.maxEntries) {
    const why = `it makes more than the ${limits.maxEntries} files and folders that are allowed`;
    problems.addArchive("ARCHIVE_TOO_MANY_FILES", why);
  }
}
