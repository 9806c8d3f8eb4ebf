// How is a zip archive made in which any field can be wrong? (APPNOTE 4.3)
import { bytes, u16, u32, u64, zeros } from "./bytes.ts";
import { centralRecord, localRecord } from "./raw-entry.ts";
import type { RawEntry } from "./raw-entry.ts";

export { bytes, toBytes, u16, u32, u64 } from "./bytes.ts";
export { descriptor } from "./descriptor.ts";
export { extraField, unicodeName } from "./extra-fields.ts";
export type { RawEntry } from "./raw-entry.ts";

export interface RawArchive {
  readonly prefix?: Uint8Array;
  readonly beforeDirectory?: Uint8Array;
  readonly afterDirectory?: Uint8Array;
  /** In place of the whole central directory. */
  readonly directory?: Uint8Array;
  /** Indexes of the entries in the order of the central directory; that of their records unless given. */
  readonly directoryOrder?: readonly number[];
  readonly disk?: number;
  readonly directoryDisk?: number;
  readonly entriesOnDisk?: number;
  readonly entries?: number;
  readonly directorySize?: number;
  readonly directoryOffset?: number;
  readonly comment?: Uint8Array;
  /** What the end record says that the comment's length is. */
  readonly commentLength?: number;
  readonly tail?: Uint8Array;
  readonly zip64?: {
    readonly signature?: number;
    readonly size?: bigint;
    readonly disk?: number;
    readonly directoryDisk?: number;
    readonly entriesOnDisk?: bigint;
    readonly entries?: bigint;
    readonly directorySize?: bigint;
    readonly directoryOffset?: bigint;
    /** Belongs to the record, but is none of its fields. */
    readonly extensible?: Uint8Array;
    readonly locatorDisk?: number;
    readonly locatorOffset?: bigint;
    readonly disks?: number;
    readonly between?: Uint8Array;
    /** Stands between the locator and the end record. */
    readonly after?: Uint8Array;
  };
}

/** An archive of `entries`, right in every field that is not given. */
export function rawZip(entries: readonly RawEntry[], archive: RawArchive = {}): Uint8Array {
  const locals: Uint8Array[] = [archive.prefix ?? zeros(0)];
  const headers: Uint8Array[] = [];
  let offset = locals[0]?.length ?? 0;
  for (const entry of entries) {
    const local = localRecord(entry);
    locals.push(local);
    headers.push(centralRecord(entry, offset));
    offset += local.length;
  }
  locals.push(archive.beforeDirectory ?? zeros(0));
  const directoryOffset = offset + (archive.beforeDirectory?.length ?? 0);
  const order = archive.directoryOrder ?? headers.keys();
  const directory = archive.directory ?? bytes(...[...order].map((index) => headers[index] ?? zeros(0)));
  const count = entries.filter(({ only }) => only !== "local").length;
  const nextOffset = directoryOffset + directory.length + (archive.afterDirectory?.length ?? 0);
  return bytes(
    ...locals,
    directory,
    archive.afterDirectory ?? zeros(0),
    zip64Records(archive, count, directoryOffset, directory.length, nextOffset),
    u32(0x06054b50),
    u16(archive.disk ?? 0),
    u16(archive.directoryDisk ?? 0),
    u16(archive.entriesOnDisk ?? count),
    u16(archive.entries ?? count),
    u32(archive.directorySize ?? directory.length),
    u32(archive.directoryOffset ?? directoryOffset),
    u16(archive.commentLength ?? archive.comment?.length ?? 0),
    archive.comment ?? zeros(0),
    archive.tail ?? zeros(0),
  );
}

function zip64Records(archive: RawArchive, count: number, offset: number, size: number, start: number): Uint8Array {
  const own = archive.zip64;
  if (own === undefined) return zeros(0);
  return bytes(
    u32(own.signature ?? 0x06064b50),
    u64(own.size ?? 44n),
    u16(45),
    u16(45),
    u32(own.disk ?? 0),
    u32(own.directoryDisk ?? 0),
    u64(own.entriesOnDisk ?? BigInt(count)),
    u64(own.entries ?? BigInt(count)),
    u64(own.directorySize ?? BigInt(size)),
    u64(own.directoryOffset ?? BigInt(offset)),
    own.extensible ?? zeros(0),
    own.between ?? zeros(0),
    u32(0x07064b50),
    u32(own.locatorDisk ?? 0),
    u64(own.locatorOffset ?? BigInt(start)),
    u32(own.disks ?? 1),
    own.after ?? zeros(0),
  );
}
