// What do the readers that npm offers find in archives, each in the way that its pages show?
import { readFileSync } from "node:fs";
import type { Answer, ArchiveReader, Listing } from "./archive-reader.ts";
import { readByAdmZip } from "./read-by-adm-zip.ts";
import { readByFflate, readByFflateStream } from "./read-by-fflate.ts";
import { readByJszip } from "./read-by-jszip.ts";
import { readByUnzipper, readByUnzipperStream } from "./read-by-unzipper.ts";
import { readByYauzl } from "./read-by-yauzl.ts";
import { readByZipJs } from "./read-by-zip-js.ts";

type Read = (bytes: Uint8Array) => Listing | Promise<Listing>;

/** Longer than any of them takes: one that waits for bytes which never come has no answer of its own. */
const PATIENCE_MS = 20_000;

export const npmReaders: readonly ArchiveReader[] = [
  npmReader("yauzl", readByYauzl),
  npmReader("fflate", readByFflate),
  npmReader("fflate from a stream", readByFflateStream),
  npmReader("jszip", readByJszip),
  npmReader("adm-zip", readByAdmZip),
  npmReader("unzipper", readByUnzipper),
  npmReader("unzipper from a stream", readByUnzipperStream),
  npmReader("zip.js", readByZipJs),
];

function npmReader(name: string, read: Read): ArchiveReader {
  return {
    name,
    version: async () => "the version that this workspace pins",
    async read(archives) {
      const answers = new Map<string, Answer>();
      for (const { name, path } of archives) answers.set(name, await answerOf(read, readFileSync(path)));
      return answers;
    },
  };
}

async function answerOf(read: Read, bytes: Uint8Array): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ refused: "It never ends." }), PATIENCE_MS);
  });
  try {
    return await Promise.race([read(Uint8Array.from(bytes)), tooLate]);
  } catch (failure) {
    return { refused: failure instanceof Error ? failure.message : String(failure) };
  } finally {
    clearTimeout(timer);
  }
}
