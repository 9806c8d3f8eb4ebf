// In which ways can one archive be judged and read: from which sources, by which codecs?
import { openDescriptorSource, zlibCrc32, zlibInflate } from "@mayfly/adapter-fs";
import { blobSource, bufferSource, fflateInflate, inspectArchive, inspectArchiveSync, tableCrc32 } from "@mayfly/core";
import type {
  ArchiveLimits,
  ArchiveVerdict,
  ByteSource,
  EntryCodecs,
  InspectOptions,
  SyncByteSource,
} from "@mayfly/core";

export interface Judged {
  readonly verdict: ArchiveVerdict;
  /** What was given of each file, by its path, whether it proved right or not. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

export interface ArchiveToJudge {
  readonly bytes: Uint8Array;
  /** Of a file that holds the same bytes. */
  readonly path: string;
  readonly limits: ArchiveLimits;
  readonly strict?: boolean;
}

export type JudgeWay = (archive: ArchiveToJudge) => Promise<Judged>;

const CODECS: Readonly<Record<string, EntryCodecs>> = {
  zlib: { inflate: zlibInflate, checksum: zlibCrc32 },
  fflate: { inflate: fflateInflate, checksum: tableCrc32 },
};

/** How the bytes are reached; each is given what is to be done with them. */
const SOURCES: Readonly<Record<string, (archive: ArchiveToJudge, codecs: EntryCodecs) => Promise<Judged>>> = {
  "a buffer": async (archive, codecs) => judgeSync(bufferSource(archive.bytes), archive, codecs),
  "a buffer, awaited": (archive, codecs) => judge(bufferSource(archive.bytes), archive, codecs),
  "a Blob": (archive, codecs) => judge(blobSource(new Blob([archive.bytes.slice()])), archive, codecs),
  "a file": async (archive, codecs) => {
    const source = openDescriptorSource(archive.path);
    try {
      return judgeSync(source, archive, codecs);
    } finally {
      source.close();
    }
  },
};

/** Every source with every codec, by what a person would call it. */
export const judgeWays: ReadonlyMap<string, JudgeWay> = new Map(
  Object.entries(SOURCES).flatMap(([source, read]) =>
    Object.entries(CODECS).map(([codec, codecs]) => [`${source}, by ${codec}`, (archive) => read(archive, codecs)]),
  ),
);

function judgeSync(source: SyncByteSource, { limits, strict }: ArchiveToJudge, codecs: EntryCodecs): Judged {
  const heard = new HeardContents();
  const verdict = inspectArchiveSync(source, limits, codecs, heard.options(strict));
  return { verdict, contents: heard.contents() };
}

async function judge(source: ByteSource, { limits, strict }: ArchiveToJudge, codecs: EntryCodecs): Promise<Judged> {
  const heard = new HeardContents();
  const verdict = await inspectArchive(source, limits, codecs, heard.options(strict));
  return { verdict, contents: heard.contents() };
}

class HeardContents {
  readonly #chunks = new Map<string, Uint8Array[]>();

  options(strict = false): InspectOptions {
    return {
      strict,
      onContent: ({ path }, chunk) => {
        const before = this.#chunks.get(path) ?? [];
        // A chunk holds its bytes only during the call.
        before.push(chunk.slice());
        this.#chunks.set(path, before);
      },
    };
  }

  contents(): Map<string, Uint8Array> {
    return new Map([...this.#chunks].map(([path, chunks]) => [path, Buffer.concat(chunks)]));
  }
}
