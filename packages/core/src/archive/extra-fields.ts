// Do the extra fields of a header fill their area, each that matters only once? (zip X1, X2, X3)
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import { ByteRecord } from "./record.ts";
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

export function readExtraFields(area: Uint8Array): Result<ExtraFields, Broken> {
  const record = new ByteRecord(area);
  const fields = new Map<number, Uint8Array>();
  let place = 0;
  while (record.length - place >= HEADER_BYTES) {
    const id = record.u16(place);
    const length = record.u16(place + 2);
    const content = record.slice(place + HEADER_BYTES, length);
    if (content.length < length) return err(broken("ARCHIVE_EXTRA_BROKEN", "an extra field reaches out of its area"));
    if (fields.has(id) && ONCE.has(id)) {
      return err(
        broken("ARCHIVE_EXTRA_REPEATED", `the extra field 0x${id.toString(16).padStart(4, "0")} stands twice`),
      );
    }
    if (!fields.has(id)) fields.set(id, content);
    place += HEADER_BYTES + length;
  }
  // Tools that align data leave one to three zero bytes, too few for a field.
  if (record.slice(place, HEADER_BYTES).some((byte) => byte !== 0)) {
    return err(broken("ARCHIVE_EXTRA_BROKEN", "its extra fields end with bytes that belong to none"));
  }
  return ok(fields);
}
