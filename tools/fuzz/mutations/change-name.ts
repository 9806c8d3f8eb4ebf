// What if an entry has another name?
import { crc32 } from "node:zlib";
import type { CentralPart } from "../parts/archive-parts.ts";
import { CENTRAL, get, LOCAL, set } from "../parts/layout.ts";
import type { Random } from "../random.ts";
import { extraField } from "./extra-field.ts";
import type { Mutation } from "./mutation.ts";
import { TELLING_NAMES } from "./names.ts";

const UTF8_FLAG = 0x800;

const PIECES = ["/", "./", "../", "\\", ".", " ", "\u0301", "~1", "a", "\0"].map((piece) =>
  new TextEncoder().encode(piece),
);
const NOTHING = new Uint8Array(0);

/** In both headers alike, most of the time. */
export const changeName: Mutation = (parts, random, donor) => {
  const central = random.pick(parts.centrals);
  if (central === undefined) return;
  const other = (random.oneIn(4) ? donor() : parts)?.centrals ?? [];
  rename(central, newName(central.name, random.pick(other)?.name ?? NOTHING, random), random);
};

/** All names begin with the same, as some writers have it. */
export const changeAllNames: Mutation = (parts, random) => {
  const prefix = random.pick(PIECES) ?? NOTHING;
  for (const central of parts.centrals) rename(central, joined(prefix, central.name), random);
};

/** Says in an extra field what the name is, rightly or not. */
export const changeUnicodeName: Mutation = (parts, random) => {
  const central = random.pick(parts.centrals);
  if (central === undefined) return;
  const stated = random.oneIn(2) ? central.name : (random.pick(TELLING_NAMES) ?? NOTHING);
  const content = new Uint8Array(5 + stated.length);
  content[0] = random.oneIn(8) ? 2 : 1;
  set(content, { place: 1, bytes: 4 }, random.oneIn(8) ? random.next() : crc32(central.name));
  content.set(stated, 5);
  const field = extraField(0x7075, content);
  central.extra = joined(central.extra, field);
  if (central.local !== null && !random.oneIn(4)) central.local.extra = joined(central.local.extra, field);
};

function newName(old: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  const piece = random.pick(PIECES) ?? NOTHING;
  switch (random.below(8)) {
    case 0:
      return joined(piece, old);
    case 1:
      return joined(old, piece);
    case 2:
      return other;
    case 3:
      return flippedCase(other);
    case 4:
      return joined(other, joined(Uint8Array.of(0x2f), old));
    case 5:
      return old.subarray(0, random.below(old.length));
    default:
      return random.pick(TELLING_NAMES) ?? NOTHING;
  }
}

function rename(central: CentralPart, name: Uint8Array, random: Random): void {
  central.name = name.subarray(0, 1000);
  if (random.oneIn(16)) return;
  const { local } = central;
  if (local !== null) local.name = central.name;
  if (random.oneIn(6)) return;
  // As an honest writer would say it.
  const flag = name.some((byte) => byte >= 0x80) ? UTF8_FLAG : 0;
  setFlag(central.header, CENTRAL.flags, flag);
  if (local !== null) setFlag(local.header, LOCAL.flags, flag);
}

function setFlag(header: Uint8Array, field: typeof CENTRAL.flags | typeof LOCAL.flags, flag: number): void {
  set(header, field, (get(header, field) & ~UTF8_FLAG) | flag);
}

function flippedCase(name: Uint8Array): Uint8Array {
  return name.map((byte) => ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) ? byte ^ 0x20 : byte));
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}
