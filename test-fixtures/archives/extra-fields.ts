// Which extra fields do ordinary tools write, and from which bytes are they made? (APPNOTE 4.5, Info-ZIP's extrafld.txt)
import { crc32 } from "node:zlib";
import { bytes, toBytes, u16, u32, u64, zeros } from "./bytes.ts";

export function extraField(id: number, content: Uint8Array): Uint8Array {
  return bytes(u16(id), u16(content.length), content);
}

/** A Unicode name field (0x7075) for an entry whose raw name is `rawName`. */
export function unicodeName(name: string | Uint8Array, rawName: string | Uint8Array, version = 1): Uint8Array {
  return extraField(0x7075, bytes(Uint8Array.of(version), u32(crc32(toBytes(rawName))), toBytes(name)));
}

/** A zip64 field (0x0001): sizes and offset of 8 bytes each, in the order of the standard. */
export function zip64(...values: readonly (number | bigint)[]): Uint8Array {
  return extraField(0x0001, bytes(...values.map((value) => u64(BigInt(value)))));
}

/** Seconds since 1970 of 29 February 2024, noon. */
const NOON = 1_709_208_000;

/** Extended timestamps (0x5455): the flags say which of modification, access and creation follow. */
export function timestamps(flags: number, count: number): Uint8Array {
  return extraField(0x5455, bytes(Uint8Array.of(flags), ...Array.from({ length: count }, () => u32(NOON))));
}

/** Owner and group (0x7875), both 1000. */
export function unixOwner(): Uint8Array {
  return extraField(0x7875, bytes(Uint8Array.of(1, 4), u32(1000), Uint8Array.of(4), u32(1000)));
}

/** What Info-ZIP wrote before 2009 and macOS still does (0x5855): access and modification, owner and group after them. */
export function oldUnix(owner: "with owner" | "without owner"): Uint8Array {
  const ids = owner === "with owner" ? bytes(u16(501), u16(20)) : zeros(0);
  return extraField(0x5855, bytes(u32(NOON), u32(NOON), ids));
}

/** NTFS times (0x000a): three of them, in units of 100 ns since 1601. */
export function ntfsTimes(): Uint8Array {
  const noon = u64(133_536_816_000_000_000n);
  return extraField(0x000a, bytes(u32(0), u16(1), u16(24), noon, noon, noon));
}
