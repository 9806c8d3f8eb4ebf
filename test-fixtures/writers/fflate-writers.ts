// How does fflate write archives?
import { inflateRawSync } from "node:zlib";
import type { ContentFile } from "@mayfly/core";
import { Deflate, Zip, ZipDeflate, ZipPassThrough, zipSync } from "fflate";
import type { ZipAttributes, ZipInputFile, ZipOptions } from "fflate";
import { pieces } from "./pieces.ts";
import { modeOf } from "./writer.ts";
import type { Writer } from "./writer.ts";

const LEVELS = [0, 1, 6, 9] as const;

export const fflateWriters: readonly Writer[] = [
  ...LEVELS.map((level) => writer(`zipSync, level ${level}`, (files) => atOnce(files, { level }))),
  writer("zipSync, comments and extra fields", (files) =>
    atOnce(files, { comment: "größer", extra: { 0x4242: Uint8Array.of(1, 2, 3) } }),
  ),
  {
    name: "fflate: zipSync, nothing said of a system",
    keepsExecutable: false,
    write: (files) => zipSync(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]))),
  },
  writer("Zip, ZipDeflate", (files) => streamed(files, deflating)),
  writer("Zip, ZipDeflate, level 0", (files) => streamed(files, ({ path }) => new ZipDeflate(path, { level: 0 }))),
  writer("Zip, ZipPassThrough", (files) => streamed(files, ({ path }) => new ZipPassThrough(path))),
];

/**
 * Whether fflate 0.8.3 makes of `bytes`, deflated as a stream, what zlib reads. For some content it writes distances
 * from before the start (its issues 260 and 282), and nobody can unpack such an archive.
 */
export function streamsRightly(bytes: Uint8Array): boolean {
  const chunks: Uint8Array[] = [];
  const stream = new Deflate({ level: 6 }, (chunk) => chunks.push(chunk));
  push(stream, bytes);
  try {
    return Buffer.compare(inflateRawSync(Buffer.concat(chunks)), bytes) === 0;
  } catch {
    return false;
  }
}

/** Deflates as a stream, whatever comes of it. */
export function streamedByFflate(files: readonly ContentFile[]): Uint8Array {
  return streamed(files, ({ path }) => new ZipDeflate(path, { level: 6 }));
}

function deflating({ path, bytes }: ContentFile): Pushed {
  return streamsRightly(bytes) ? new ZipDeflate(path, { level: 6 }) : new ZipPassThrough(path);
}

function writer(mode: string, write: Writer["write"]): Writer {
  return { name: `fflate: ${mode}`, keepsExecutable: true, write };
}

function unix(file: ContentFile): ZipAttributes {
  return { os: 3, attrs: (modeOf(file) << 16) >>> 0 };
}

function atOnce(files: readonly ContentFile[], options: ZipOptions): Uint8Array {
  return zipSync(Object.fromEntries(files.map((file) => [file.path, [file.bytes, { ...options, ...unix(file) }]])));
}

interface Pushed extends ZipInputFile {
  push(chunk: Uint8Array, final?: boolean): void;
}

function push(stream: Pick<Pushed, "push">, bytes: Uint8Array): void {
  const parts = pieces(bytes);
  for (const [index, part] of parts.entries()) stream.push(part, index === parts.length - 1);
}

function streamed(files: readonly ContentFile[], open: (file: ContentFile) => Pushed): Uint8Array {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  for (const file of files) {
    const stream = Object.assign(open(file), unix(file));
    zip.add(stream);
    push(stream, file.bytes);
  }
  zip.end();
  return Uint8Array.from(Buffer.concat(chunks));
}
