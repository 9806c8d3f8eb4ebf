// Which bytes does one entry have in an archive in which any field can be wrong? (APPNOTE 4.3.7, 4.3.12)
import { crc32 } from "node:zlib";
import { deflateSync } from "fflate";
import { bytes, toBytes, u16, u32, zeros } from "./bytes.ts";

export interface RawEntry {
  readonly name: string | Uint8Array;
  /** What the entry unpacks to. */
  readonly content?: string | Uint8Array;
  /** 0 unless given; 8 deflates the content. */
  readonly method?: number;
  /** The bytes that stand in the archive; made from the content unless given. */
  readonly data?: Uint8Array;
  /** The system that made the entry, 3 (Unix) unless given. */
  readonly host?: number;
  /** The version that made the entry, 20 (2.0) unless given. */
  readonly madeBy?: number;
  /** The version needed to extract it, 20 unless given. */
  readonly needs?: number;
  readonly attributes?: number;
  readonly internalAttributes?: number;
  readonly flags?: number;
  /** Hours, minutes and pairs of seconds in 5, 6 and 5 bits. */
  readonly time?: number;
  /** Years from 1980, months and days in 7, 4 and 5 bits; 1 January 1980 unless given. */
  readonly date?: number;
  readonly crc32?: number;
  readonly size?: number;
  readonly compressedSize?: number;
  readonly disk?: number;
  readonly localOffset?: number;
  readonly extra?: Uint8Array;
  readonly comment?: Uint8Array;
  /** Where the local header differs from the central one; its extra fields are its own. */
  readonly local?: {
    readonly signature?: number;
    readonly name?: string | Uint8Array;
    readonly method?: number;
    readonly flags?: number;
    readonly needs?: number;
    readonly crc32?: number;
    readonly size?: number;
    readonly compressedSize?: number;
    readonly extra?: Uint8Array;
  };
  /** Stands after the data. */
  readonly after?: Uint8Array;
  /** Which of its two records there is; both unless given. */
  readonly only?: "local" | "central";
}

/** Time and date fields of midnight on 1 January 1980, the first moment that there is in an archive. */
const MIDNIGHT = 0;
const FIRST_DAY = 33;
const STREAMED = 8;

/** The local header, the data, and what stands after it; empty for an entry that has only a central header. */
export function localRecord(entry: RawEntry): Uint8Array {
  if (entry.only === "central") return zeros(0);
  const { content, method, data, flags } = contentOf(entry);
  const own = entry.local ?? {};
  const streamed = (flags & STREAMED) !== 0;
  const name = toBytes(own.name ?? entry.name);
  const extra = own.extra ?? zeros(0);
  return bytes(
    u32(own.signature ?? 0x04034b50),
    u16(own.needs ?? entry.needs ?? 20),
    u16(own.flags ?? flags),
    u16(own.method ?? method),
    u16(entry.time ?? MIDNIGHT),
    u16(entry.date ?? FIRST_DAY),
    u32(own.crc32 ?? (streamed ? 0 : (entry.crc32 ?? crc32(content)))),
    u32(own.compressedSize ?? (streamed ? 0 : (entry.compressedSize ?? data.length))),
    u32(own.size ?? (streamed ? 0 : (entry.size ?? content.length))),
    u16(name.length),
    u16(extra.length),
    name,
    extra,
    data,
    entry.after ?? zeros(0),
  );
}

/** The header in the central directory; `offset` is where the local header starts. */
export function centralRecord(entry: RawEntry, offset: number): Uint8Array {
  if (entry.only === "local") return zeros(0);
  const { content, method, data, flags } = contentOf(entry);
  const name = toBytes(entry.name);
  const extra = entry.extra ?? zeros(0);
  const comment = entry.comment ?? zeros(0);
  return bytes(
    u32(0x02014b50),
    u16((entry.host ?? 3) * 256 + (entry.madeBy ?? 20)),
    u16(entry.needs ?? 20),
    u16(flags),
    u16(method),
    u16(entry.time ?? MIDNIGHT),
    u16(entry.date ?? FIRST_DAY),
    u32(entry.crc32 ?? crc32(content)),
    u32(entry.compressedSize ?? data.length),
    u32(entry.size ?? content.length),
    u16(name.length),
    u16(extra.length),
    u16(comment.length),
    u16(entry.disk ?? 0),
    u16(entry.internalAttributes ?? 0),
    u32(entry.attributes ?? 0),
    u32(entry.localOffset ?? offset),
    name,
    extra,
    comment,
  );
}

/** The same bytes on every machine, which zlib's are not. */
export function deflated(content: string | Uint8Array): Uint8Array {
  return deflateSync(toBytes(content), { level: 6, mem: 8 });
}

function contentOf(entry: RawEntry): { content: Uint8Array; method: number; data: Uint8Array; flags: number } {
  const content = toBytes(entry.content ?? "");
  const method = entry.method ?? 0;
  const data = entry.data ?? (method === 8 ? deflated(content) : content);
  return { content, method, data, flags: entry.flags ?? 0 };
}
