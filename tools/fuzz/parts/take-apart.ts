// Which parts does this archive have?
import type { ArchiveParts, CentralPart, LocalPart } from "./archive-parts.ts";
import {
  CENTRAL,
  CENTRAL_BYTES,
  CENTRAL_SIGNATURE,
  END,
  END_BYTES,
  get,
  LOCAL,
  LOCAL_BYTES,
  LOCAL_SIGNATURE,
  SENTINEL_32,
  ZIP64,
  ZIP64_BYTES,
  ZIP64_SIGNATURE,
} from "./layout.ts";

const SIGNATURE = { place: 0, bytes: 4 } as const;
const END_SIGNATURE_BYTES = Buffer.of(0x50, 0x4b, 5, 6);

/** `null` when it is too broken to be told apart; it is never changed. */
export function takeApart(archive: Uint8Array): ArchiveParts | null {
  const buffer = Buffer.from(archive.buffer, archive.byteOffset, archive.length);
  const endPlace = buffer.lastIndexOf(END_SIGNATURE_BYTES);
  if (endPlace < 0 || endPlace + END_BYTES > archive.length) return null;
  const end = archive.slice(endPlace, endPlace + END_BYTES);
  const commentEnd = Math.min(endPlace + END_BYTES + get(end, END.commentLength), archive.length);
  const start = directoryStart(archive, end, endPlace);
  if (start > endPlace) return null;

  const centrals: CentralPart[] = [];
  const offsets: number[] = [];
  let place = start;
  while (place + CENTRAL_BYTES <= endPlace) {
    const central = centralAt(archive, place);
    if (central === null) break;
    place += CENTRAL_BYTES + central.name.length + central.extra.length + central.comment.length;
    offsets.push(get(central.header, CENTRAL.localOffset));
    centrals.push(central);
  }
  if (place > endPlace) return null;
  const { before, locals } = readLocals(archive, start, centrals, offsets);
  return {
    before,
    locals,
    centrals,
    between: archive.subarray(place, endPlace),
    end,
    comment: archive.subarray(endPlace + END_BYTES, commentEnd),
    tail: archive.subarray(commentEnd),
  };
}

function directoryStart(archive: Uint8Array, end: Uint8Array, endPlace: number): number {
  const stated = get(end, END.directoryOffset);
  if (stated !== SENTINEL_32 || endPlace < ZIP64_BYTES) return stated;
  const record = archive.subarray(endPlace - ZIP64_BYTES, endPlace);
  return get(record, ZIP64.signature) === ZIP64_SIGNATURE ? get(record, ZIP64.directoryOffset) : stated;
}

function centralAt(archive: Uint8Array, place: number): CentralPart | null {
  const header = archive.slice(place, place + CENTRAL_BYTES);
  if (get(header, SIGNATURE) !== CENTRAL_SIGNATURE) return null;
  const nameEnd = place + CENTRAL_BYTES + get(header, CENTRAL.nameLength);
  const extraEnd = nameEnd + get(header, CENTRAL.extraLength);
  return {
    header,
    name: archive.subarray(place + CENTRAL_BYTES, nameEnd),
    extra: archive.subarray(nameEnd, extraEnd),
    comment: archive.subarray(extraEnd, extraEnd + get(header, CENTRAL.commentLength)),
    local: null,
  };
}

/** Cuts `[0, areaEnd)` where directory and signatures agree that a record starts. */
function readLocals(
  archive: Uint8Array,
  areaEnd: number,
  centrals: readonly CentralPart[],
  offsets: readonly number[],
): { before: Uint8Array; locals: LocalPart[] } {
  const starts = [...new Set(offsets)]
    .filter((offset) => offset + LOCAL_BYTES <= areaEnd && isLocalHeader(archive, offset))
    .toSorted((one, other) => one - other);
  const locals: LocalPart[] = [];
  for (const [index, start] of starts.entries()) {
    const from = centrals[offsets.indexOf(start)];
    const local = localAt(archive, start, starts[index + 1] ?? areaEnd, from);
    locals.push(local);
    for (const [at, offset] of offsets.entries()) {
      const central = centrals[at];
      if (offset === start && central !== undefined) central.local = local;
    }
  }
  return { before: archive.subarray(0, starts[0] ?? areaEnd), locals };
}

function isLocalHeader(archive: Uint8Array, place: number): boolean {
  return get(archive, { place, bytes: 4 }) === LOCAL_SIGNATURE;
}

function localAt(archive: Uint8Array, start: number, end: number, central: CentralPart | undefined): LocalPart {
  const header = archive.slice(start, start + LOCAL_BYTES);
  const nameEnd = Math.min(start + LOCAL_BYTES + get(header, LOCAL.nameLength), end);
  const extraEnd = Math.min(nameEnd + get(header, LOCAL.extraLength), end);
  const size = central === undefined ? 0 : get(central.header, CENTRAL.compressedSize);
  const dataEnd = size === SENTINEL_32 ? end : Math.min(extraEnd + size, end);
  return {
    header,
    name: archive.subarray(Math.min(start + LOCAL_BYTES, end), nameEnd),
    extra: archive.subarray(nameEnd, extraEnd),
    data: archive.subarray(extraEnd, dataEnd),
    after: archive.subarray(dataEnd, end),
  };
}
