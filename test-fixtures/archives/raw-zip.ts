// How is a zip archive made in which any field can be wrong?
import { crc32, deflateRawSync } from "node:zlib";

export interface RawEntry {
  readonly name: string | Uint8Array;
  /** What the entry unpacks to. */
  readonly content?: string | Uint8Array;
  /** 0 unless given; 8 deflates the content. */
  readonly method?: number;
  /** The bytes that stand in the archive; made from the content unless given. */
  readonly data?: Uint8Array;
  readonly host?: number;
  readonly attributes?: number;
  readonly flags?: number;
  readonly crc32?: number;
  readonly size?: number;
  readonly compressedSize?: number;
  readonly disk?: number;
  readonly localOffset?: number;
  readonly extra?: Uint8Array;
  readonly comment?: Uint8Array;
  /** Where the local header differs from the central one. */
  readonly local?: {
    readonly signature?: number;
    readonly name?: string | Uint8Array;
    readonly method?: number;
    readonly flags?: number;
    readonly crc32?: number;
    readonly size?: number;
    readonly compressedSize?: number;
    readonly extra?: Uint8Array;
  };
  /** Stands after the data. */
  readonly after?: Uint8Array;
}

export interface RawArchive {
  readonly prefix?: Uint8Array;
  readonly beforeDirectory?: Uint8Array;
  readonly afterDirectory?: Uint8Array;
  /** In place of the whole central directory. */
  readonly directory?: Uint8Array;
  readonly disk?: number;
  readonly directoryDisk?: number;
  readonly entriesOnDisk?: number;
  readonly entries?: number;
  readonly directorySize?: number;
  readonly directoryOffset?: number;
  readonly comment?: Uint8Array;
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
    readonly locatorDisk?: number;
    readonly locatorOffset?: bigint;
    readonly disks?: number;
    readonly between?: Uint8Array;
  };
}

/** An archive of `entries`, right in every field that is not given. */
export function rawZip(entries: readonly RawEntry[], archive: RawArchive = {}): Uint8Array {
  const locals: Uint8Array[] = [archive.prefix ?? nothing];
  const centrals: Uint8Array[] = [];
  let offset = locals[0]?.length ?? 0;
  for (const entry of entries) {
    const { local, central } = headers(entry, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  locals.push(archive.beforeDirectory ?? nothing);
  const directoryOffset = offset + (archive.beforeDirectory?.length ?? 0);
  const directory = archive.directory ?? bytes(...centrals);
  const nextOffset = directoryOffset + directory.length + (archive.afterDirectory?.length ?? 0);
  return bytes(
    ...locals,
    directory,
    archive.afterDirectory ?? nothing,
    zip64Records(archive, entries.length, directoryOffset, directory.length, nextOffset),
    u32(0x06054b50),
    u16(archive.disk ?? 0),
    u16(archive.directoryDisk ?? 0),
    u16(archive.entriesOnDisk ?? entries.length),
    u16(archive.entries ?? entries.length),
    u32(archive.directorySize ?? directory.length),
    u32(archive.directoryOffset ?? directoryOffset),
    u16(archive.comment?.length ?? 0),
    archive.comment ?? nothing,
    archive.tail ?? nothing,
  );
}

function headers(entry: RawEntry, offset: number): { local: Uint8Array; central: Uint8Array } {
  const content = toBytes(entry.content ?? "");
  const method = entry.method ?? 0;
  const data = entry.data ?? (method === 8 ? Uint8Array.from(deflateRawSync(content)) : content);
  const flags = entry.flags ?? 0;
  const crc = entry.crc32 ?? crc32(content);
  const size = entry.size ?? content.length;
  const compressedSize = entry.compressedSize ?? data.length;
  const name = toBytes(entry.name);
  const extra = entry.extra ?? nothing;
  const own = entry.local ?? {};
  const streamed = (flags & 8) !== 0;
  const localName = toBytes(own.name ?? name);
  const localExtra = own.extra ?? nothing;
  const local = bytes(
    u32(own.signature ?? 0x04034b50),
    u16(20),
    u16(own.flags ?? flags),
    u16(own.method ?? method),
    u32(FIRST_DAY),
    u32(own.crc32 ?? (streamed ? 0 : crc)),
    u32(own.compressedSize ?? (streamed ? 0 : compressedSize)),
    u32(own.size ?? (streamed ? 0 : size)),
    u16(localName.length),
    u16(localExtra.length),
    localName,
    localExtra,
    data,
    entry.after ?? nothing,
  );
  const central = bytes(
    u32(0x02014b50),
    u16((entry.host ?? 3) * 256 + 20),
    u16(20),
    u16(flags),
    u16(method),
    u32(FIRST_DAY),
    u32(crc),
    u32(compressedSize),
    u32(size),
    u16(name.length),
    u16(extra.length),
    u16(entry.comment?.length ?? 0),
    u16(entry.disk ?? 0),
    u16(0),
    u32(entry.attributes ?? 0),
    u32(entry.localOffset ?? offset),
    name,
    extra,
    entry.comment ?? nothing,
  );
  return { local, central };
}

function zip64Records(archive: RawArchive, count: number, offset: number, size: number, start: number): Uint8Array {
  const own = archive.zip64;
  if (own === undefined) return nothing;
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
    own.between ?? nothing,
    u32(0x07064b50),
    u32(own.locatorDisk ?? 0),
    u64(own.locatorOffset ?? BigInt(start)),
    u32(own.disks ?? 1),
  );
}

/** The descriptor of an entry with this content: with or without signature, 4 or 8 bytes a size. */
export function descriptor(content: string, data: Uint8Array, form: { signed: boolean; wide: boolean }): Uint8Array {
  const number = form.wide ? (value: number) => u64(BigInt(value)) : u32;
  const plain = toBytes(content);
  return bytes(form.signed ? u32(0x08074b50) : nothing, u32(crc32(plain)), number(data.length), number(plain.length));
}

export function extraField(id: number, content: Uint8Array): Uint8Array {
  return bytes(u16(id), u16(content.length), content);
}

/** A Unicode name field (0x7075) for an entry whose raw name is `rawName`. */
export function unicodeName(name: string | Uint8Array, rawName: string | Uint8Array, version = 1): Uint8Array {
  return extraField(0x7075, bytes(Uint8Array.of(version), u32(crc32(toBytes(rawName))), toBytes(name)));
}

export function toBytes(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? new TextEncoder().encode(text) : text;
}

export function bytes(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

export function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255);
}

export function u32(value: number): Uint8Array {
  return bytes(u16(value & 0xffff), u16(value >>> 16));
}

export function u64(value: bigint): Uint8Array {
  return bytes(u32(Number(value & 0xffffffffn)), u32(Number(value >> 32n)));
}

const nothing = new Uint8Array(0);

/** Time and date fields of midnight on 1 January 1980, the first moment that there is in an archive. */
const FIRST_DAY = 33 * 0x10000;
