// In which order do the entries' records lie, and does each have room for what its central header says? (zip H2, S9)
import type { CentralHeader } from "./central-header.ts";
import { LOCAL_HEADER_BYTES } from "./local-header.ts";
import type { ProblemList } from "./problem-list.ts";
import { broken } from "./refuse.ts";
import type { Broken } from "./refuse.ts";
import { showName } from "./show-name.ts";

/**
 * Indexes of `headers` by where their records start; `areaEnd` is where the central directory starts. `null` when
 * some overlap, which is told before any of them is read: else many entries could have one record read again and again.
 */
export function orderRecords(
  headers: readonly CentralHeader[],
  areaEnd: number,
  problems: ProblemList,
): Uint32Array | null {
  const order = placesInOrder(headers);
  let overlap = false;
  for (let index = 0; index < order.length && !problems.full; index += 1) {
    const header = headers[order[index] ?? 0];
    if (header === undefined) continue;
    const end = headers[order[index + 1] ?? -1]?.localOffset ?? areaEnd;
    const least = header.localOffset + LOCAL_HEADER_BYTES + header.nameLength + header.compressedSize;
    if (least <= end) continue;
    overlap = true;
    problems.addEntry(showName(header.rawName), outOfRoom(least, end, areaEnd));
  }
  return overlap ? null : order;
}

/** What is wrong with an entry whose data ends at `dataEnd`, when the next record starts at `end`; `null` for nothing. */
export function outOfRoom(dataEnd: number, end: number, areaEnd: number): Broken | null {
  if (dataEnd > areaEnd) {
    return broken("ARCHIVE_LOCAL_HEADER_OUT_OF_BOUNDS", "it reaches out of the area of entries");
  }
  return dataEnd > end ? broken("ARCHIVE_OVERLAP", "it shares bytes with another entry") : null;
}

/** Most archives have their records in the order of the directory. */
function placesInOrder(headers: readonly CentralHeader[]): Uint32Array {
  const order = new Uint32Array(headers.length);
  let sorted = true;
  let before = 0;
  for (let index = 0; index < headers.length; index += 1) {
    order[index] = index;
    const offset = offsetAt(headers, index);
    sorted &&= before <= offset;
    before = offset;
  }
  return sorted ? order : order.sort((one, other) => offsetAt(headers, one) - offsetAt(headers, other) || one - other);
}

function offsetAt(headers: readonly CentralHeader[], index: number): number {
  return headers[index]?.localOffset ?? 0;
}
