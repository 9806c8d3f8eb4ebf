// What if an entry has another content, said truly or not?
import { crc32, inflateRawSync } from "node:zlib";
import type { CentralPart } from "../parts/archive-parts.ts";
import { CENTRAL, DESCRIPTOR_SIGNATURE, get, LOCAL, set } from "../parts/layout.ts";
import { CONTENTS } from "./contents.ts";
import type { Packed } from "./contents.ts";
import type { Mutation } from "./mutation.ts";
import { flipBit } from "./values.ts";

const DESCRIPTOR_FLAG = 8;
/** Room for any content that a changed deflate stream may happen to have. */
const MOST_BYTES = 64 * 1024;

/** Another content, and every number that follows from it. */
export const changeContent: Mutation = (parts, random) => {
  const central = random.pick(parts.centrals);
  const packed = random.pick(CONTENTS);
  if (central !== undefined && packed !== undefined) repack(central, packed);
};

/** A descriptor in one of its four forms, or none any more. */
export const changeDescriptor: Mutation = (parts, random) => {
  const central = random.pick(parts.centrals);
  const local = central?.local ?? null;
  if (central === undefined || local === null) return;
  const streamed = (get(central.header, CENTRAL.flags) & DESCRIPTOR_FLAG) === 0 || random.oneIn(2);
  setDescriptorFlag(central.header, CENTRAL.flags, streamed);
  setDescriptorFlag(local.header, LOCAL.flags, streamed);
  local.after = new Uint8Array(0);
  if (!streamed) return tellNumbers(central, true);
  tellNumbers(central, random.oneIn(3));
  local.after = descriptor(central, random.oneIn(2), random.oneIn(2));
};

/** Data that is not what the headers say: turned bits, some bytes more or less, with the sizes changed to fit. */
export const changeData: Mutation = (parts, random) => {
  const central = random.pick(parts.centrals);
  const local = central?.local ?? null;
  if (central === undefined || local === null) return;
  const { data } = local;
  if (random.oneIn(3)) {
    const more = random.oneIn(2) ? new Uint8Array(1 + random.below(4)) : new Uint8Array(0);
    const kept = data.subarray(0, data.length - random.below(Math.min(data.length, 4)));
    local.data = new Uint8Array(kept.length + more.length);
    local.data.set(kept);
  } else {
    local.data = data.slice();
    const bits = 1 + random.below(3);
    for (let bit = 0; bit < bits && data.length > 0; bit += 1) flipBit(local.data, random.below(data.length), random);
  }
  set(central.header, CENTRAL.compressedSize, local.data.length);
  set(local.header, LOCAL.compressedSize, local.data.length);
  if (get(central.header, CENTRAL.method) === 0) set(central.header, CENTRAL.size, local.data.length);
  // Streams that nobody wrote, and that zlib reads all the same, are told of truly: another inflater may read them differently.
  if (random.oneIn(3)) tellTruly(central);
};

function tellTruly(central: CentralPart): void {
  const { local } = central;
  if (local === null || get(central.header, CENTRAL.method) !== 8) return;
  try {
    const plain = inflateRawSync(local.data, { maxOutputLength: MOST_BYTES });
    repack(central, { plain, method: 8, data: local.data });
  } catch {
    // It is no stream any more, which is fine as well.
  }
}

/** Gives the entry this content, and every number that follows from it. */
export function repack(central: CentralPart, { plain, method, data }: Packed): void {
  const { local } = central;
  if (local === null) return;
  local.data = data;
  set(central.header, CENTRAL.method, method);
  set(local.header, LOCAL.method, method);
  set(central.header, CENTRAL.crc32, crc32(plain));
  set(central.header, CENTRAL.compressedSize, data.length);
  set(central.header, CENTRAL.size, plain.length);
  const streamed = (get(central.header, CENTRAL.flags) & DESCRIPTOR_FLAG) !== 0;
  tellNumbers(central, !streamed || get(local.header, LOCAL.crc32) !== 0);
  const { length } = local.after;
  if (streamed) local.after = descriptor(central, length === 16 || length === 24, length > 16);
}

/** The local header says what the central one does, or nothing. */
function tellNumbers({ header, local }: CentralPart, told: boolean): void {
  if (local === null) return;
  set(local.header, LOCAL.crc32, told ? get(header, CENTRAL.crc32) : 0);
  set(local.header, LOCAL.compressedSize, told ? get(header, CENTRAL.compressedSize) : 0);
  set(local.header, LOCAL.size, told ? get(header, CENTRAL.size) : 0);
}

function descriptor({ header }: CentralPart, signed: boolean, wide: boolean): Uint8Array {
  const bytes = wide ? 8 : 4;
  const start = signed ? 4 : 0;
  const record = new Uint8Array(start + 4 + 2 * bytes);
  if (signed) set(record, { place: 0, bytes: 4 }, DESCRIPTOR_SIGNATURE);
  set(record, { place: start, bytes: 4 }, get(header, CENTRAL.crc32));
  set(record, { place: start + 4, bytes }, get(header, CENTRAL.compressedSize));
  set(record, { place: start + 4 + bytes, bytes }, get(header, CENTRAL.size));
  return record;
}

function setDescriptorFlag(header: Uint8Array, field: typeof CENTRAL.flags | typeof LOCAL.flags, on: boolean): void {
  set(header, field, (get(header, field) & ~DESCRIPTOR_FLAG) | (on ? DESCRIPTOR_FLAG : 0));
}
