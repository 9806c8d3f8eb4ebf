// How do many entries share one piece of data without any of them being broken? (zip S9)
import { bytes, u16, zeros } from "./bytes.ts";
import { centralRecord, localRecord } from "./raw-entry.ts";
import type { RawEntry } from "./raw-entry.ts";
import { rawZip } from "./raw-zip.ts";
import { zeroEntry } from "./zero-bomb.ts";

/**
 * The overlap bomb that David Fifield described in 2019 ("A better zip bomb"): the deflate stream of each entry starts
 * with a stored block that quotes the local header of the next entry, and goes on as that entry's stream. So `count`
 * entries inflate to `size` zeros each, and all of them share the bytes that make those.
 */
export function quotedOverlap(count: number, size: number): Uint8Array {
  let entry: RawEntry = zeroEntry(nameOf(count - 1), size);
  let content = zeros(size);
  let area = localRecord(entry);
  const entries = [entry];
  for (let place = count - 2; place >= 0; place -= 1) {
    const quoted = area.subarray(0, area.length - (entry.data?.length ?? 0));
    content = bytes(quoted, content);
    entry = { name: nameOf(place), method: 8, content, data: bytes(quotingBlock(quoted), entry.data ?? zeros(0)) };
    entries.unshift(entry);
    area = localRecord(entry);
  }
  let offset = 0;
  const directory = entries.map((each) => {
    const header = centralRecord(each, offset);
    // The next record starts after this header and the five bytes that begin the stored block.
    offset += 30 + each.name.length + 5;
    return header;
  });
  return rawZip([], { prefix: area, directory: bytes(...directory), entries: count, entriesOnDisk: count });
}

/** A stored block that is not the last one (RFC 1951, 3.2.4). */
function quotingBlock(quoted: Uint8Array): Uint8Array {
  return bytes(zeros(1), u16(quoted.length), u16(~quoted.length & 0xffff), quoted);
}

function nameOf(place: number): string {
  return place.toString(36).padStart(2, "0");
}
