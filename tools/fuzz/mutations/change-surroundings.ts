// What if something else stands before, between and after the records?
import type { Random } from "../random.ts";
import {
  CENTRAL_SIGNATURE,
  END,
  END_SIGNATURE,
  DESCRIPTOR_SIGNATURE,
  LOCAL_SIGNATURE,
  LOCATOR_SIGNATURE,
  SENTINEL_16,
  SENTINEL_32,
  set,
  ZIP64,
  ZIP64_BYTES,
  ZIP64_SIGNATURE,
} from "../parts/layout.ts";
import type { Mutation } from "./mutation.ts";

const SIGNATURES = [
  CENTRAL_SIGNATURE,
  END_SIGNATURE,
  DESCRIPTOR_SIGNATURE,
  LOCAL_SIGNATURE,
  LOCATOR_SIGNATURE,
  ZIP64_SIGNATURE,
  0x30304b50,
  0x08064b50,
  0x05054b50,
] as const;

/** Adds or takes away the zip64 records, with sentinels in the end record or without. */
export const changeZip64Records: Mutation = (parts, random) => {
  if (parts.between.length > 0 && random.oneIn(2)) {
    parts.between = new Uint8Array(0);
    return;
  }
  const records = new Uint8Array(ZIP64_BYTES);
  set(records, ZIP64.signature, ZIP64_SIGNATURE);
  set(records, ZIP64.locatorSignature, LOCATOR_SIGNATURE);
  set(records, ZIP64.disks, random.oneIn(8) ? random.below(3) : 1);
  parts.between = records;
  if (random.oneIn(2)) set(parts.end, END.entries, SENTINEL_16);
  if (random.oneIn(2)) set(parts.end, END.entriesOnDisk, SENTINEL_16);
  if (random.oneIn(2)) set(parts.end, END.directorySize, SENTINEL_32);
  if (random.oneIn(2)) set(parts.end, END.directoryOffset, SENTINEL_32);
};

export const changeComment: Mutation = (parts, random) => {
  const comment = junk(random);
  const central = random.pick(parts.centrals);
  if (random.oneIn(2) || central === undefined) parts.comment = comment;
  else central.comment = comment;
};

export const changeTail: Mutation = (parts, random) => {
  parts.tail = random.oneIn(2) ? new Uint8Array(random.below(24)) : junk(random);
};

/** Bytes that belong to nothing. */
export const changeGaps: Mutation = (parts, random) => {
  const local = random.pick(parts.locals);
  if (random.oneIn(2) || local === undefined) parts.before = junk(random);
  else local.after = junk(random);
};

function junk(random: Random): Uint8Array {
  const bytes = new Uint8Array(random.below(40)).map(() => (random.oneIn(3) ? random.below(256) : 0));
  if (bytes.length >= 4 && random.oneIn(2)) {
    set(bytes, { place: random.below(bytes.length - 3), bytes: 4 }, random.pick(SIGNATURES));
  }
  return bytes;
}
