// What is an entry called, in text? (zip N1, N2, N3)
import { tableCrc32 } from "../bytes/crc32.ts";
import type { CentralHeader } from "./central-header.ts";
import { UNICODE_NAME_EXTRA } from "./extra-fields.ts";
import { UTF8_FLAG } from "./form-rules.ts";
import { ByteRecord } from "./record.ts";
import { broken } from "./refuse.ts";
import type { Broken } from "./refuse.ts";

export interface DecodedName {
  readonly name: string;
  readonly note: "ARCHIVE_NAME_FROM_EXTRA" | "ARCHIVE_NAME_FLAG_MISSING" | null;
}

const EXTRA_VERSION = 1;
const EXTRA_HEADER_BYTES = 5;

/** `ascii` is the raw name as text where it is plain ASCII, else `null`. */
export function decodeName(header: CentralHeader, ascii: string | null): DecodedName | Broken {
  const extra = header.extras.get(UNICODE_NAME_EXTRA);
  if (ascii !== null && extra === undefined) return { name: ascii, note: null };
  const plain = ascii ?? decodeUtf8(header.rawName);
  const stated = extra === undefined ? null : readUnicodeName(extra, header.rawName);
  if (plain === null) {
    return stated === null
      ? broken("ARCHIVE_NAME_NOT_UTF8", "its name is not valid UTF-8")
      : { name: stated, note: "ARCHIVE_NAME_FROM_EXTRA" };
  }
  if (extra !== undefined && stated !== plain) return contradiction();
  const flagged = ascii !== null || (header.flags & UTF8_FLAG) !== 0;
  return { name: plain, note: flagged ? null : "ARCHIVE_NAME_FLAG_MISSING" };
}

/** Whether the local header's Unicode name leads to another name than the central one's. */
export function unicodeNameDiffers(central: CentralHeader, local: Uint8Array | undefined): Broken | null {
  const stated = central.extras.get(UNICODE_NAME_EXTRA);
  if (stated === undefined && local === undefined) return null;
  // A name that is UTF-8 stands by itself, so the field may be in one header only, if it says the same.
  if (stated === undefined || local === undefined) {
    const plain = decodeUtf8(central.rawName);
    const only = stated ?? local ?? new Uint8Array(0);
    return plain !== null && readUnicodeName(only, central.rawName) === plain ? null : contradiction();
  }
  return stated.length === local.length && stated.every((byte, place) => byte === local[place])
    ? null
    : contradiction();
}

const strictly = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function readUnicodeName(extra: Uint8Array, rawName: Uint8Array): string | null {
  if (extra.length < EXTRA_HEADER_BYTES) return null;
  const record = new ByteRecord(extra);
  if (record.u8(0) !== EXTRA_VERSION || record.u32(1) !== tableCrc32.crc32(rawName)) return null;
  return decodeUtf8(extra.subarray(EXTRA_HEADER_BYTES));
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strictly.decode(bytes);
  } catch {
    // The decoder has no other way to say that bytes are not UTF-8.
    return null;
  }
}

function contradiction(): Broken {
  return broken("ARCHIVE_UNICODE_NAME_CONTRADICTION", "its Unicode name field contradicts its name");
}
