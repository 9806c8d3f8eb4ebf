// How is an entry's content judged piece by piece? (zip I1-I4, B3)
import type { Problem } from "../problem/problem.ts";
import type { ArchiveEntry } from "./archive.ts";
import { brokenStream, contentDiffers } from "./entry-content.ts";
import type { EntryCodecs } from "./entry-content.ts";
import { refuseEntry } from "./refuse.ts";
import type { Broken } from "./refuse.ts";

/** What a driver does for the walk: at once, or by awaiting. Each effect is called exactly once. */
export type Effect = () => unknown;
export type EntryWalk<T> = Generator<Effect, T, unknown>;

export interface EntryOutside extends EntryCodecs {
  read(offset: number, length: number): Uint8Array | Promise<Uint8Array>;
  /** Takes the next bytes of the content, a view good until it is done; they are not yet known to be right as a whole. */
  give(chunk: Uint8Array): void | Promise<void>;
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
  const fault = yield* entry.method === "stored" ? walkStored(entry, outside, take) : walkStream(entry, outside, take);
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

/** Has the driver do `effect`, and gives what it answers. */
function* done<T>(effect: () => T): EntryWalk<Awaited<T>> {
  return (yield effect) as Awaited<T>;
}
