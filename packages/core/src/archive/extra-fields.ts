// Do the extra fields of a header fill their area, each that matters only once? (zip X1, X2, X3)
import type { ByteRecord } from "./record.ts";
import { broken } from "./refuse.ts";
import type { Broken } from "./refuse.ts";

export const ZIP64_EXTRA = 0x0001;
export const UNICODE_NAME_EXTRA = 0x7075;
export const AES_EXTRA = 0x9901;
export const STRONG_ENCRYPTION_EXTRA = 0x0017;
const UNICODE_COMMENT_EXTRA = 0x6375;

/** Programs differ in which of two they take. */
const ONCE = new Set([ZIP64_EXTRA, UNICODE_NAME_EXTRA, UNICODE_COMMENT_EXTRA, AES_EXTRA]);

const HEADER_BYTES = 4;

/** The content of each extra field by its id; of those that may stand more than once, the first. */
export type ExtraFields = ReadonlyMap<number, Uint8Array>;

const NONE: ExtraFields = new Map();

/** Reads the `length` bytes of extra fields at `place`, all of which `record` holds. */
export function readExtraFields(record: ByteRecord, place: number, length: number): ExtraFields | Broken {
  if (length === 0) return NONE;
  const fields = new Map<number, Uint8Array>();
  const end = place + length;
  let at = place;
  while (end - at >= HEADER_BYTES) {
    const id = record.u16(at);
    const next = at + HEADER_BYTES + record.u16(at + 2);
    if (next > end) return broken("ARCHIVE_EXTRA_BROKEN", "an extra field reaches out of its area");
    if (fields.has(id) && ONCE.has(id)) {
      return broken("ARCHIVE_EXTRA_REPEATED", `the extra field 0x${id.toString(16).padStart(4, "0")} stands twice`);
    }
    if (!fields.has(id)) fields.set(id, record.slice(at + HEADER_BYTES, next - at - HEADER_BYTES));
    at = next;
  }
  // Tools that align data leave one to three zero bytes, too few for a field.
  if (record.slice(at, end - at).some((byte) => byte !== 0)) {
    return broken("ARCHIVE_EXTRA_BROKEN", "its extra fields end with bytes that belong to none");
  }
  return fields;
}
