// What if one field of one record, or of both headers, says something else?
import { CENTRAL, END, LOCAL, set, get, ZIP64, ZIP64_BYTES } from "../parts/layout.ts";
import type { Field } from "../parts/layout.ts";
import type { Random } from "../random.ts";
import type { Mutation } from "./mutation.ts";
import { writeTelling } from "./values.ts";

const LOCAL_FIELDS: readonly Field[] = Object.values(LOCAL);
const CENTRAL_FIELDS: readonly Field[] = Object.values(CENTRAL);
const END_FIELDS: readonly Field[] = Object.values(END);
const ZIP64_FIELDS: readonly Field[] = Object.values(ZIP64);

/** What both headers have, by where each has it. */
const TWINS: readonly [readonly [Field, Field], ...(readonly [Field, Field])[]] = [
  [LOCAL.flags, CENTRAL.flags],
  [LOCAL.method, CENTRAL.method],
  [LOCAL.time, CENTRAL.time],
  [LOCAL.date, CENTRAL.date],
  [LOCAL.crc32, CENTRAL.crc32],
  [LOCAL.compressedSize, CENTRAL.compressedSize],
  [LOCAL.size, CENTRAL.size],
];

const ATTRIBUTES = [
  0,
  0x10,
  0x20,
  0o100644 * 0x1_0000,
  0o100755 * 0x1_0000,
  0o040755 * 0x1_0000 + 0x10,
  0o120777 * 0x1_0000,
  0o104755 * 0x1_0000,
  0o010644 * 0x1_0000,
  0o755 * 0x1_0000,
  0o100777 * 0x1_0000,
  0xffff_ffff,
] as const;
const MADE_BY = [0, 20, 45, 0x314, 0x300, 0xa14, 0x1314] as const;

/** One field of one record. */
export const changeField: Mutation = (parts, random) => {
  const central = random.pick(parts.centrals);
  switch (random.below(4)) {
    case 0:
      return writeTellingIn(random.pick(parts.locals)?.header, LOCAL_FIELDS, random);
    case 1:
      return writeTellingIn(central?.header, CENTRAL_FIELDS, random);
    case 2:
      return writeTellingIn(parts.end, END_FIELDS, random);
    default:
      if (parts.between.length !== ZIP64_BYTES) return writeTellingIn(central?.header, CENTRAL_FIELDS, random);
      parts.between = parts.between.slice();
      return writeTellingIn(parts.between, ZIP64_FIELDS, random);
  }
};

/** One field of both headers alike, or that of another entry. */
export const changeTwins: Mutation = (parts, random) => {
  const central = random.pick(parts.centrals);
  if (central === undefined) return;
  const [localField, centralField] = random.pick(TWINS);
  const other = random.pick(parts.centrals);
  if (other !== undefined && random.oneIn(3)) set(central.header, centralField, get(other.header, centralField));
  else writeTelling(central.header, centralField, random);
  if (central.local !== null) set(central.local.header, localField, get(central.header, centralField));
};

export const changeAttributes: Mutation = (parts, random) => {
  const central = random.pick(parts.centrals);
  if (central === undefined) return;
  set(central.header, CENTRAL.attributes, random.pick(ATTRIBUTES));
  if (random.oneIn(2)) set(central.header, CENTRAL.madeBy, random.pick(MADE_BY));
};

/** Points the directory to another place, most often to another entry. */
export const changeOffset: Mutation = (parts, random) => {
  const central = random.pick(parts.centrals);
  const other = random.pick(parts.centrals);
  if (central === undefined || other === undefined) return;
  const offset = get(other.header, CENTRAL.localOffset);
  set(central.header, CENTRAL.localOffset, Math.max(0, offset + (random.oneIn(2) ? 0 : random.below(64) - 32)));
};

function writeTellingIn(record: Uint8Array | undefined, fields: readonly Field[], random: Random): void {
  const field = random.pick(fields);
  if (record !== undefined && field !== undefined) writeTelling(record, field, random);
}
