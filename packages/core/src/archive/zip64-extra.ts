// Which values stand in a header's zip64 extra instead of the header? (zip Z3, Z4, Z5; APPNOTE 4.5.3)
import { ByteRecord, SENTINEL_16, SENTINEL_32 } from "./record.ts";
import { broken } from "./refuse.ts";
import type { Broken } from "./refuse.ts";

export interface Zip64Field {
  /** As the header has it. */
  readonly value: number;
  /** 8 for sizes and offsets, 4 for the disk number. */
  readonly bytes: 8 | 4;
  /** Whether `value` may stand in the extra although the header does not ask for it. */
  mayRepeat(value: number): boolean;
}

/**
 * The true values of `fields`, which are in the extra's order. A value is in the extra when the header has its
 * sentinel. Surplus values are let through only at the end, where every program passes over them, and only if true.
 */
export function resolveZip64(fields: readonly Zip64Field[], extra: Uint8Array | undefined): number[] | Broken {
  const wanted = fields.map(isSentinel);
  if (extra === undefined) {
    return wanted.includes(true)
      ? broken("ARCHIVE_ZIP64_EXTRA_MISSING", "it points to a zip64 value that is not there")
      : fields.map((field) => field.value);
  }
  const exact = sum(fields.filter(isSentinel));
  const leading = wanted.lastIndexOf(true) + 1 === wanted.filter(Boolean).length;
  const record = new ByteRecord(extra);
  if (extra.length < exact) return broken("ARCHIVE_ZIP64_EXTRA_MISSING", "its zip64 extra is too short");
  if (extra.length > exact && !leading) return surplus();

  const values: number[] = [];
  let place = 0;
  for (const [index, field] of fields.entries()) {
    const repeated = wanted[index] === false;
    if (repeated && (extra.length === exact || place === extra.length)) {
      values.push(field.value);
      continue;
    }
    if (place + field.bytes > extra.length) return surplus();
    const value = field.bytes === 8 ? record.u64(place) : record.u32(place);
    place += field.bytes;
    if (value === Infinity) return broken("ARCHIVE_NUMBER_TOO_LARGE", "it holds a number above 2^53-1");
    if (repeated && !field.mayRepeat(value)) return surplus();
    values.push(repeated ? field.value : value);
  }
  return place === extra.length ? values : surplus();
}

function isSentinel(field: Zip64Field): boolean {
  return field.value === (field.bytes === 8 ? SENTINEL_32 : SENTINEL_16);
}

function sum(fields: readonly Zip64Field[]): number {
  return fields.reduce((total, field) => total + field.bytes, 0);
}

function surplus(): Broken {
  return broken("ARCHIVE_ZIP64_EXTRA_SURPLUS", "its zip64 extra holds values that the header does not ask for");
}
