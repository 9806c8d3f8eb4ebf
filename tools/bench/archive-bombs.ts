// How soon, and in how much memory, is an archive refused that was made to exhaust its reader?
import { constants, deflateRawSync } from "node:zlib";
import { zlibCrc32, zlibInflate } from "@mayfly/adapter-fs";
import { bufferSource, DEFAULT_PACKAGE_LIMITS, inspectArchiveSync, type ArchiveLimits } from "@mayfly/core";
import { rawZip, type RawEntry } from "../../test-fixtures/archives/raw-zip.ts";
import type { Figure } from "./bench.ts";
import { median } from "./measure.ts";

const CODECS = { inflate: zlibInflate, checksum: zlibCrc32 };
const RAISED: ArchiveLimits = { ...DEFAULT_PACKAGE_LIMITS, maxEntries: 100_000 };
const DEEP: ArchiveLimits = { ...DEFAULT_PACKAGE_LIMITS, maxDepth: 512, maxPathBytes: 1024 };
const MOST_MS = 50;
const MOST_MIB = 32;
const ROUNDS = 15;

export async function measureBombs(): Promise<readonly Figure[]> {
  return [
    ...measureBomb("overlap bomb of 10,000 entries", overlap(10_000), DEFAULT_PACKAGE_LIMITS),
    ...measureBomb("overlap bomb of 60,000 entries, limit raised", overlap(60_000), RAISED),
    ...measureBomb("1 GiB that claims 100 bytes", rawZip([giant()]), DEFAULT_PACKAGE_LIMITS),
    ...measureBomb("300 entries that imply 150,000 folders", rawZip(deep()), DEFAULT_PACKAGE_LIMITS),
    ...measureBomb("the same with limits of 512 folders, 1024 bytes", rawZip(deep()), DEEP),
    ...measureBomb("65,535 empty entries", rawZip(empty(65_535), { zip64: {} }), DEFAULT_PACKAGE_LIMITS),
  ];
}

function measureBomb(name: string, archive: Uint8Array, limits: ArchiveLimits): readonly Figure[] {
  const source = bufferSource(archive);
  const refuse = (): void => {
    const { verdict } = inspectArchiveSync(source, limits, CODECS);
    if (verdict !== "refused") throw new Error(`${name} is accepted.`);
  };
  for (let round = 0; round < ROUNDS; round += 1) refuse();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    refuse();
    times.push(performance.now() - start);
  }
  const grown: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    globalThis.gc?.();
    const before = inUse();
    refuse();
    grown.push(inUse() - before);
  }
  return [
    { case: name, what: "time to refuse", value: median(times), unit: "ms", bound: MOST_MS },
    { case: name, what: "memory allocated at most", value: Math.max(...grown) / 2 ** 20, unit: "MiB", bound: MOST_MIB },
  ];
}

/** Bytes of JavaScript objects, garbage included, and of buffers. */
function inUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Every entry points to one local record. */
function overlap(entries: number): Uint8Array {
  const content = new Uint8Array(1_000_000);
  const [data, size] = [deflateRawSync(content), content.length];
  const first: RawEntry = { name: "kernel", content, data, method: 8 };
  const others = Array.from({ length: entries - 1 }, (_, index) => `e${index}`);
  // Their local records would stand in the archive, so only the directory is taken of them.
  const one = rawZip([first]);
  const whole = rawZip([
    first,
    ...others.map((name): RawEntry => ({
      name,
      data: new Uint8Array(0),
      method: 8,
      size,
      compressedSize: data.length,
      localOffset: 0,
    })),
  ]);
  const view = new DataView(whole.buffer);
  const directory = whole.subarray(view.getUint32(whole.length - 6, true), whole.length - 22);
  return rawZip([first], {
    directory,
    entries,
    entriesOnDisk: entries,
    directorySize: directory.length,
    directoryOffset: new DataView(one.buffer).getUint32(one.length - 6, true),
  });
}

/** A gibibyte of zeros, made of deflate blocks that each give 64 MiB. */
function giant(): RawEntry {
  const block = deflateRawSync(new Uint8Array(64 * 2 ** 20), { finishFlush: constants.Z_FULL_FLUSH });
  const end = Uint8Array.of(3, 0);
  return {
    name: "zeros",
    data: Buffer.concat([...Array.from({ length: 16 }, () => block), end]),
    method: 8,
    size: 100,
    crc32: 0,
  };
}

function deep(): RawEntry[] {
  return Array.from({ length: 300 }, (_, index) => ({ name: `${index}/${"a/".repeat(499)}f` }));
}

function empty(entries: number): RawEntry[] {
  return Array.from({ length: entries }, (_, index) => ({ name: `e${index}` }));
}
