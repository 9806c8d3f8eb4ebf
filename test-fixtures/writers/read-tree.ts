// Which tree does an archive hold, as our reader sees it by either codec?
import { zlibCrc32, zlibInflate } from "@mayfly/adapter-fs";
import { bufferSource, DEFAULT_PACKAGE_LIMITS, fflateInflate, inspectArchiveSync, tableCrc32 } from "@mayfly/core";
import type { AcceptedArchive, ArchiveEntry, EntryCodecs } from "@mayfly/core";

export interface ReadFile {
  readonly entry: ArchiveEntry;
  readonly bytes: Uint8Array;
}

export interface ReadTree {
  readonly archive: AcceptedArchive;
  /** By path, without folders. */
  readonly files: ReadonlyMap<string, ReadFile>;
}

const ZLIB: EntryCodecs = { inflate: zlibInflate, checksum: zlibCrc32 };
const FFLATE: EntryCodecs = { inflate: fflateInflate, checksum: tableCrc32 };

/** Throws with every problem when it is refused, or when the two codecs do not agree. */
export function readTree(archive: Uint8Array): ReadTree {
  const tree = readWith(archive, ZLIB);
  const other = readWith(archive, FFLATE);
  for (const [path, { bytes }] of tree.files) {
    if (Buffer.compare(bytes, other.files.get(path)?.bytes ?? Buffer.of()) !== 0)
      throw new Error(`Cannot trust ${JSON.stringify(path)}: two codecs give two contents.`);
  }
  return tree;
}

function readWith(archive: Uint8Array, codecs: EntryCodecs): ReadTree {
  const chunks = new Map<ArchiveEntry, Uint8Array[]>();
  const verdict = inspectArchiveSync(bufferSource(archive), DEFAULT_PACKAGE_LIMITS, codecs, {
    onContent(entry, chunk) {
      chunks.set(entry, [...(chunks.get(entry) ?? []), chunk.slice()]);
    },
  });
  if (verdict.verdict === "refused") {
    throw new Error(verdict.problems.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  }
  const files = new Map<string, ReadFile>();
  for (const entry of verdict.entries) {
    if (entry.kind === "file") files.set(entry.path, { entry, bytes: Buffer.concat(chunks.get(entry) ?? []) });
  }
  return { archive: verdict, files };
}
