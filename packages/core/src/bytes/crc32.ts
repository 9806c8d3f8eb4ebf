// What is the CRC-32 of these bytes, without any platform's help?
import type { Checksum } from "./checksum.ts";

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** One table look-up a byte: slower than zlib, the same everywhere. */
export const tableCrc32: Checksum = {
  crc32(bytes, previous = 0) {
    let crc = ~previous;
    for (let place = 0; place < bytes.length; place += 1) {
      crc = (TABLE[(crc ^ (bytes[place] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
    }
    return ~crc >>> 0;
  },
};
