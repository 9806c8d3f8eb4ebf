// How does archiver write archives?
import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import type { ContentFile } from "@mayfly/core";
import { ZipArchive } from "archiver";
import type { ZipOptions } from "archiver";
import { pieces } from "./pieces.ts";
import { modeOf } from "./writer.ts";
import type { Writer } from "./writer.ts";

const MODES: Readonly<Record<string, ZipOptions>> = {
  deflated: {},
  "deflated, level 9": { zlib: { level: 9 } },
  stored: { store: true },
  "forced to zip64": { forceZip64: true },
  "with a comment": { comment: "made by hand", forceLocalTime: true },
};

export const archiverWriters: readonly Writer[] = Object.entries(MODES).flatMap(([mode, options]) => [
  writer(`buffers, ${mode}`, options, ({ bytes }) => Buffer.from(bytes)),
  writer(`streams, ${mode}`, options, ({ bytes }) => Readable.from(pieces(bytes), { objectMode: false })),
]);

function writer(mode: string, options: ZipOptions, source: (file: ContentFile) => Buffer | Readable): Writer {
  return {
    name: `archiver: ${mode}`,
    keepsExecutable: true,
    async write(files) {
      // It writes into the options.
      const archive = new ZipArchive(structuredClone(options));
      const whole = buffer(archive);
      for (const file of files) archive.append(source(file), { name: file.path, mode: modeOf(file) });
      await archive.finalize();
      return Uint8Array.from(await whole);
    },
  };
}
