// How does yazl write archives?
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { ContentFile } from "@mayfly/core";
import { ZipFile } from "yazl";
import type { FileOptions } from "yazl";
import { pieces } from "./pieces.ts";
import { modeOf } from "./writer.ts";
import type { Writer } from "./writer.ts";

type Mode = Partial<FileOptions>;

const MODES: Readonly<Record<string, Mode>> = {
  deflated: {},
  stored: { compress: false },
  "forced to zip64": { forceZip64Format: true },
  "stored and forced to zip64": { compress: false, forceZip64Format: true },
  "with DOS times alone": { forceDosTimestamp: true },
  "with comments": { fileComment: "größer" },
};

export const yazlWriters: readonly Writer[] = Object.entries(MODES).flatMap(([mode, options]) => [
  writer(`addBuffer, ${mode}`, options, (zip, { path, bytes }, mode) => zip.addBuffer(Buffer.from(bytes), path, mode)),
  writer(`addReadStream, ${mode}`, options, (zip, { path, bytes }, mode) =>
    zip.addReadStream(stream(bytes), path, mode),
  ),
  writer(`addReadStream with sizes, ${mode}`, options, (zip, { path, bytes }, mode) =>
    zip.addReadStream(stream(bytes), path, { ...mode, size: bytes.length }),
  ),
]);

function stream(bytes: Uint8Array): Readable {
  return Readable.from(pieces(bytes), { objectMode: false });
}

function writer(name: string, options: Mode, add: (zip: ZipFile, file: ContentFile, mode: Mode) => void): Writer {
  return {
    name: `yazl: ${name}`,
    keepsExecutable: true,
    // Descriptors with sizes of 8 bytes, also after empty files.
    notes: options.forceZip64Format === true ? ["ARCHIVE_DESCRIPTOR_FORM"] : [],
    write(files) {
      const zip = new ZipFile();
      for (const file of files) add(zip, file, { ...options, mode: 0o100000 | modeOf(file) });
      zip.end({ forceZip64Format: options.forceZip64Format === true, comment: options.fileComment ?? "" });
      return buffer(zip.outputStream).then((whole) => Uint8Array.from(whole));
    },
  };
}
