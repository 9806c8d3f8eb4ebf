// How does zip.js write archives?
import type { Normalisation } from "@mayfly/core";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import type { ZipWriterConstructorOptions } from "@zip.js/zip.js";
import type { Writer } from "./writer.ts";

const MODES: Readonly<Record<string, ZipWriterConstructorOptions>> = {
  "as it is": {},
  stored: { level: 0 },
  "its own deflate, level 9": { level: 9, useCompressionStream: false },
  "without descriptors": { dataDescriptor: false },
  "stored, without descriptors": { dataDescriptor: false, level: 0 },
  "descriptors without signature": { dataDescriptorSignature: false },
  "stored, descriptors without signature": { dataDescriptorSignature: false, level: 0 },
  "forced to zip64": { zip64: true },
  "forced to zip64, stored": { zip64: true, level: 0 },
  "forced to zip64, without descriptors": { zip64: true, dataDescriptor: false },
  "forced to zip64, descriptors without signature": { zip64: true, dataDescriptorSignature: false },
  buffered: { bufferedWrite: true },
  "buffered, forced to zip64": { bufferedWrite: true, zip64: true, keepOrder: false },
  "without times": { extendedTimestamp: false },
  "with NTFS times": { ntfsTimestamp: true, lastAccessDate: new Date(0), creationDate: new Date(0) },
  "for MS-DOS": { msDosCompatible: true },
  "with owners": { uid: 1000, gid: 1000, unixExtraFieldType: "infozip" },
  "with owners, old form": { uid: 1000, gid: 1000, unixExtraFieldType: "unix" },
  "names said to be UTF-8": { useUnicodeFileNames: true },
};

export const zipJsWriters: readonly Writer[] = [
  ...Object.entries(MODES).map(([mode, options]) => writer(mode, options, descriptorNotes(options))),
  writer("names not said to be UTF-8", { useUnicodeFileNames: false }, ["ARCHIVE_NAME_FLAG_MISSING"]),
];

/** Readers from the front may miss descriptors without a signature, and those with sizes of 8 bytes. */
function descriptorNotes({ zip64, dataDescriptorSignature }: ZipWriterConstructorOptions): Normalisation["code"][] {
  return zip64 === true || dataDescriptorSignature === false ? ["ARCHIVE_DESCRIPTOR_FORM"] : [];
}

function writer(mode: string, options: ZipWriterConstructorOptions, notes: readonly Normalisation["code"][]): Writer {
  const keepsExecutable = options.msDosCompatible !== true;
  return {
    name: `zip.js: ${mode}`,
    keepsExecutable,
    notes,
    async write(files) {
      const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...options });
      for (const { path, bytes, executable } of files) {
        const unix = keepsExecutable && executable === true ? { executable } : {};
        await zip.add(path, new Uint8ArrayReader(bytes), unix);
      }
      return zip.close(undefined, { zip64: options.zip64 === true });
    },
  };
}
