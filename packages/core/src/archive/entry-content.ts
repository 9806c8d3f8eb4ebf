// Is an entry's content what the archive declares? (zip I1-I4, B3)
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import type { Checksum } from "../bytes/checksum.ts";
import type { Inflate, InflateFault } from "../bytes/inflate.ts";
import type { Problem } from "../problem/problem.ts";
import type { ArchiveEntry } from "./archive.ts";
import { broken, refuseEntry } from "./refuse.ts";
import type { Broken } from "./refuse.ts";

export interface EntryCodecs {
  readonly inflate: Inflate;
  readonly checksum: Checksum;
}

/** Whether `entry` is a file that takes at most `bytes` bytes, packed and unpacked. */
export function fitsInto(bytes: number, entry: ArchiveEntry): boolean {
  return entry.kind === "file" && entry.size <= bytes && entry.compressedSize <= bytes;
}

/**
 * The whole content of an entry that fits into `ONE_CALL_BYTES`, from all its `data`, once it is known to be right.
 * Stored content is `data` itself.
 */
export function wholeContent(
  entry: ArchiveEntry,
  data: Uint8Array,
  { inflate, checksum }: EntryCodecs,
): Result<Uint8Array, Problem> {
  const content = entry.method === "stored" ? ok(data) : inflate.inflate(data, entry.size);
  if (content.isErr()) return err(refuseEntry(entry.path, brokenStream(content.error)));
  const rule = contentDiffers(entry, content.value.length, checksum.crc32(content.value, 0));
  return rule === null ? ok(content.value) : err(refuseEntry(entry.path, rule));
}

/** What is wrong with a content of `given` bytes with the checksum `crc`, or `null`. */
export function contentDiffers(entry: ArchiveEntry, given: number, crc: number): Broken | null {
  if (given !== entry.size) {
    return brokenStream(given > entry.size ? { kind: "too_long" } : { kind: "too_short", actual: given });
  }
  if (crc !== entry.crc32)
    return broken("ARCHIVE_CRC_MISMATCH", "its content does not have the checksum that it declares");
  return null;
}

export function brokenStream(fault: InflateFault): Broken {
  switch (fault.kind) {
    case "invalid":
      return broken("ARCHIVE_DEFLATE_INVALID", `its data is not a valid deflate stream: ${fault.detail}`);
    case "truncated":
      return broken("ARCHIVE_DEFLATE_INVALID", "its data ends before its deflate stream does");
    case "too_long":
      return broken("ARCHIVE_CONTENT_TOO_LONG", "it inflates to more bytes than it declares");
    case "too_short":
      return broken("ARCHIVE_CONTENT_TOO_SHORT", `it inflates to only ${fault.actual} bytes`);
    case "trailing":
      return broken("ARCHIVE_CONTENT_TRAILING", `${fault.bytes} bytes follow the end of its deflate stream`);
  }
}
