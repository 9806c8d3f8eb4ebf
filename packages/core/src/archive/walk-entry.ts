// Is an entry's content what the archive declares? (zip I1-I4, B3)
import type { Inflate, InflateFault } from "../bytes/inflate.ts";
import { ONE_CALL_BYTES } from "../bytes/inflate.ts";
import type { Checksum } from "../bytes/checksum.ts";
import type { Problem } from "../problem/problem.ts";
import type { ArchiveEntry } from "./archive.ts";
import { broken, refuseEntry } from "./refuse.ts";
import type { Broken } from "./refuse.ts";

/** What a driver does for the walk: at once, or by awaiting. Each effect is called exactly once. */
export type Effect = () => unknown;
export type EntryWalk<T> = Generator<Effect, T, unknown>;

export interface EntryOutside {
  read(offset: number, length: number): Uint8Array | Promise<Uint8Array>;
  /** Takes the next bytes of the content, which are not yet known to be right as a whole. */
  give(chunk: Uint8Array): void | Promise<void>;
  readonly inflate: Inflate;
  readonly checksum: Checksum;
}

const READ_BYTES = 64 * 1024;

/** Gives the whole content chunk by chunk, counted and summed; what is wrong with it, or `null`. */
export function* walkEntry(entry: ArchiveEntry, outside: EntryOutside): EntryWalk<Problem | null> {
  if (entry.kind === "directory") return null;
  let crc = 0;
  let given = 0;
  function* take(chunk: Uint8Array): EntryWalk<void> {
    crc = outside.checksum.crc32(chunk, crc);
    given += chunk.length;
    yield () => outside.give(chunk);
  }
  const fault = yield* entry.method === "stored"
    ? walkStored(entry, outside, take)
    : walkDeflated(entry, outside, take);
  const rule = fault ?? contentDiffers(entry, given, crc);
  return rule === null ? null : refuseEntry(entry.path, rule);
}

type Take = (chunk: Uint8Array) => EntryWalk<void>;

function* walkStored(entry: ArchiveEntry, outside: EntryOutside, take: Take): EntryWalk<null> {
  for (let place = 0; place < entry.size; place += READ_BYTES) {
    const length = Math.min(READ_BYTES, entry.size - place);
    yield* take(yield* done(() => outside.read(entry.dataOffset + place, length)));
  }
  return null;
}

function* walkDeflated(entry: ArchiveEntry, outside: EntryOutside, take: Take): EntryWalk<Broken | null> {
  if (Math.max(entry.size, entry.compressedSize) > ONE_CALL_BYTES) return yield* walkStream(entry, outside, take);
  const compressed = yield* done(() => outside.read(entry.dataOffset, entry.compressedSize));
  const content = outside.inflate.inflate(compressed, entry.size);
  if (content.isErr()) return brokenStream(content.error);
  yield* take(content.value);
  return null;
}

function* walkStream(entry: ArchiveEntry, outside: EntryOutside, take: Take): EntryWalk<Broken | null> {
  const stream = outside.inflate.open(entry.size);
  try {
    for (let place = 0; place < entry.compressedSize; place += READ_BYTES) {
      const length = Math.min(READ_BYTES, entry.compressedSize - place);
      stream.push(
        yield* done(() => outside.read(entry.dataOffset + place, length)),
        place + length === entry.compressedSize,
      );
      for (;;) {
        const chunk = stream.pull();
        if (chunk.isErr()) return brokenStream(chunk.error);
        if (chunk.value === null) break;
        yield* take(chunk.value);
      }
    }
    return null;
  } finally {
    stream.close();
  }
}

function contentDiffers(entry: ArchiveEntry, given: number, crc: number): Broken | null {
  if (given !== entry.size) {
    return brokenStream(given > entry.size ? { kind: "too_long" } : { kind: "too_short", actual: given });
  }
  if (crc !== entry.crc32)
    return broken("ARCHIVE_CRC_MISMATCH", "its content does not have the checksum that it declares");
  return null;
}

function brokenStream(fault: InflateFault): Broken {
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

/** Has the driver do `effect`, and gives what it answers. */
function* done<T>(effect: () => T): EntryWalk<Awaited<T>> {
  return (yield effect) as Awaited<T>;
}
