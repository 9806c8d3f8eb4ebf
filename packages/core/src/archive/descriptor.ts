// Is what follows the data the entry's data descriptor? (zip D1; APPNOTE 4.3.9)
import type { CentralHeader } from "./central-header.ts";
import { DESCRIPTOR_FLAG, STORED } from "./form-rules.ts";
import type { LocalHeader } from "./local-header.ts";
import { ByteRecord } from "./record.ts";
import { broken } from "./refuse.ts";
import type { Broken } from "./refuse.ts";
import { DESCRIPTOR } from "./signatures.ts";

/** The longest of the four forms. */
export const MAX_DESCRIPTOR_BYTES = 24;

/** By length: with or without a signature, with sizes of 4 or 8 bytes. Each length is one form. */
const FORMS: ReadonlyMap<number, { readonly signed: boolean; readonly wide: boolean }> = new Map([
  [12, { signed: false, wide: false }],
  [16, { signed: true, wide: false }],
  [20, { signed: false, wide: true }],
  [24, { signed: true, wide: true }],
]);

/** `after` is all that lies between the entry's data and the next record. */
export function checkDescriptor(after: Uint8Array, central: CentralHeader): Broken | null {
  const form = FORMS.get(after.length);
  if (form === undefined) return invalid();
  const record = new ByteRecord(after);
  const start = form.signed ? 4 : 0;
  const compressedSize = form.wide ? record.u64(start + 4) : record.u32(start + 4);
  const size = form.wide ? record.u64(start + 12) : record.u32(start + 8);
  const equal =
    (!form.signed || record.u32(0) === DESCRIPTOR) &&
    record.u32(start) === central.crc32 &&
    compressedSize === central.compressedSize &&
    size === central.size;
  return equal ? null : invalid();
}

/**
 * Whether readers were seen to miss a descriptor of `length` bytes, and to read on wrongly: one without a signature
 * after stored data, where a signature is looked for; one with sizes of 8 bytes after an empty stream, where sizes of 4
 * are expected; sizes of another width than the zip64 extra of the `local` header announces; and any after a deflated
 * entry that has no stream.
 */
export function isEasilyMissed(central: CentralHeader, local: LocalHeader, length: number): boolean {
  if ((central.flags & DESCRIPTOR_FLAG) === 0) return false;
  const form = FORMS.get(length);
  if (form === undefined) return false;
  if (form.wide !== local.zip64) return true;
  if (central.method === STORED) return !form.signed;
  return central.compressedSize === 0 || (form.wide && central.size === 0);
}

function invalid(): Broken {
  return broken("ARCHIVE_DESCRIPTOR_INVALID", "what follows its data is not its data descriptor");
}
