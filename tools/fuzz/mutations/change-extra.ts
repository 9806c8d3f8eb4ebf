// What if the extra fields of an entry are others?
import type { CentralPart, LocalPart } from "../parts/archive-parts.ts";
import { CENTRAL, get, LOCAL, SENTINEL_16, SENTINEL_32, set } from "../parts/layout.ts";
import type { Random } from "../random.ts";
import { extraField } from "./extra-field.ts";
import type { Mutation } from "./mutation.ts";
import { writeTelling } from "./values.ts";

const IDS = [0x0001, 0x7075, 0x6375, 0x9901, 0x0017, 0x5455, 0x7875, 0x000a, 0x0000, 0xcafe] as const;
const NOTHING = new Uint8Array(0);

/** Adds a field, doubles one, drops all, pads, or turns a byte. */
export const changeExtra: Mutation = (parts, random) => {
  const central = random.pick(parts.centrals);
  if (central === undefined) return;
  const both = random.oneIn(2);
  const chosen: CentralPart | LocalPart = random.oneIn(2) && central.local !== null ? central.local : central;
  chosen.extra = otherExtra(chosen.extra, random);
  if (both && central.local !== null) {
    central.local.extra = chosen.extra;
    central.extra = chosen.extra;
  }
};

/** Moves sizes, offset and disk of a header into a zip64 extra, as a writer does that was forced to; not always rightly. */
export const changeToZip64: Mutation = (parts, random) => {
  const central = random.pick(parts.centrals);
  if (central === undefined) return;
  const { local } = central;
  if (!random.oneIn(3)) {
    const moved = random.pick(CENTRAL_FORMS) ?? [];
    central.extra = joined(zip64Extra(central.header, moved, random), central.extra);
    for (const field of moved) set(central.header, field, field.bytes === 2 ? SENTINEL_16 : SENTINEL_32);
  }
  if (local !== null && !random.oneIn(3)) {
    local.extra = joined(zip64Extra(local.header, LOCAL_FORM, random), local.extra);
    for (const field of LOCAL_FORM) set(local.header, field, SENTINEL_32);
  }
};

const LOCAL_FORM = [LOCAL.size, LOCAL.compressedSize] as const;
const CENTRAL_FORMS = [
  [CENTRAL.size, CENTRAL.compressedSize],
  [CENTRAL.size, CENTRAL.compressedSize, CENTRAL.localOffset],
  [CENTRAL.size, CENTRAL.compressedSize, CENTRAL.localOffset, CENTRAL.disk],
  [CENTRAL.localOffset],
  [CENTRAL.size],
  [CENTRAL.disk],
  [],
] as const;

function zip64Extra(
  header: Uint8Array,
  fields: readonly { place: number; bytes: 2 | 4 }[],
  random: Random,
): Uint8Array {
  const content = new Uint8Array(32);
  let place = 0;
  for (const field of fields) {
    const bytes = field.bytes === 2 ? 4 : 8;
    const wide = { place, bytes } as const;
    set(content, wide, get(header, field));
    if (random.oneIn(12)) writeTelling(content, wide, random);
    place += bytes;
  }
  // A value too many or too few, now and then.
  const length = random.oneIn(6) ? Math.max(0, place + 4 * (random.below(5) - 2)) : place;
  return extraField(0x0001, content.subarray(0, Math.min(length, content.length)));
}

function otherExtra(extra: Uint8Array, random: Random): Uint8Array {
  switch (random.below(6)) {
    case 0:
      return NOTHING;
    case 1:
      return joined(extra, extra);
    case 2:
      return joined(extra, new Uint8Array(random.below(5)));
    case 3: {
      const turned = extra.slice();
      if (turned.length > 0) turned[random.below(turned.length)] = random.below(256);
      return turned;
    }
    default: {
      const content = new Uint8Array(random.below(14)).map(() => random.below(3) * 0x55);
      return joined(extra, extraField(random.pick(IDS), content));
    }
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole.subarray(0, 2000);
}
