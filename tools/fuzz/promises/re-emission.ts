// Is what was accepted still accepted, and still the same, when it is written canonically?
import { writeStoredArchive } from "@mayfly/core";
import type { AcceptedArchive, ArchiveEntry } from "@mayfly/core";
import { LIMITS } from "../reader.ts";
import type { Reader } from "../reader.ts";
import { BrokenPromise, promise } from "../target.ts";
import { read, same } from "./contents.ts";

export interface ReadEntry {
  readonly entry: ArchiveEntry;
  readonly bytes: Uint8Array;
}

/** `files` are all that was accepted, without folders. */
export function checkReEmission(files: readonly ReadEntry[], reader: Reader): void {
  const archive = writeStoredArchive(
    files.map(({ entry, bytes }) => ({ path: entry.path, bytes, executable: entry.executable })),
  );
  const again = accepted(archive, reader);
  promise(again.normalisations.length === 0, "canonical-normalised", () => JSON.stringify(again.normalisations));
  promise(again.entries.length === files.length, "canonical-differs", () => `It has ${again.entries.length} entries.`);
  const found = new Map(again.entries.map((entry) => [entry.path, entry]));
  for (const { entry, bytes } of files) {
    const other = found.get(entry.path.normalize("NFC"));
    const content = other === undefined ? "missing" : read(archive, other, reader.codecs.zlib);
    const equal = typeof content !== "string" && same(content, bytes) && other?.executable === entry.executable;
    promise(equal, "canonical-differs", () => `${JSON.stringify(entry.path)} is not what it was.`);
  }
}

/** What was deflated is stored now, and so may be much larger. */
function accepted(archive: Uint8Array, reader: Reader): AcceptedArchive {
  const verdict = reader.judge(archive, { strict: true, limits: { ...LIMITS, maxBytes: 2 * LIMITS.maxTotalBytes } });
  if (verdict.verdict === "accepted") return verdict;
  throw new BrokenPromise("canonical-refused", verdict.problems[0]?.message ?? "");
}
