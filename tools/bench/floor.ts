// How fast could a reader be that checks nothing? A bare walk of the central directory, zlib and a checksum.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { crc32, inflateRawSync } from "node:zlib";

/** The content of every file of the archive at `path`, or of its `bytes`, handed to `give`. */
export function walkFloor(buffer: Buffer, give: (name: string, content: Uint8Array) => void): void {
  const end = buffer.length - 22;
  const entries = buffer.readUInt16LE(end + 10);
  let header = buffer.readUInt32LE(end + 16);
  for (let index = 0; index < entries; index += 1) {
    const method = buffer.readUInt16LE(header + 10);
    const compressedSize = buffer.readUInt32LE(header + 20);
    const nameLength = buffer.readUInt16LE(header + 28);
    const local = buffer.readUInt32LE(header + 42);
    const name = buffer.toString("utf8", header + 46, header + 46 + nameLength);
    const start = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
    const data = buffer.subarray(start, start + compressedSize);
    const content = method === 0 ? data : inflateRawSync(data);
    if (crc32(content) !== buffer.readUInt32LE(header + 16)) throw new Error(`${name} is broken.`);
    give(name, content);
    header += 46 + nameLength + buffer.readUInt16LE(header + 30) + buffer.readUInt16LE(header + 32);
  }
}

export function readFloor(path: string): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  walkFloor(readFileSync(path), (name, content) => contents.set(name, content));
  return contents;
}

export function extractFloor(path: string, folder: string): void {
  const made = new Set<string>();
  walkFloor(readFileSync(path), (name, content) => {
    const target = join(folder, name);
    const parent = dirname(target);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(target, content);
  });
}
