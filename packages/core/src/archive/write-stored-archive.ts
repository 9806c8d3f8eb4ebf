// What is the canonical archive without compression of files that are in memory?
import { joined } from "../bytes/joined.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { planStoredArchive } from "./plan-stored-archive.ts";
import type { ContentFile } from "./write-archive.ts";

/** The whole archive of `files`, as `planStoredArchive` lays it out. */
export function writeStoredArchive(files: readonly ContentFile[]): Uint8Array {
  const sized = files.map((file) => ({ ...file, size: file.bytes.length, crc32: tableCrc32.crc32(file.bytes) }));
  return joined(planStoredArchive(sized).parts.map((part) => (part.kind === "bytes" ? part.bytes : part.file.bytes)));
}
