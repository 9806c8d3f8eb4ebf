// What does it cost to judge a package, its content digest included, over reading it?
import { join } from "node:path";
import { nodeSha256, threadedSha256, zlibCrc32, zlibInflate } from "@mayfly/adapter-fs";
import { bufferSource, DEFAULT_PACKAGE_LIMITS, readArchiveSync, readEntrySync, validateArchive } from "@mayfly/core";
import { zipPackage } from "../../test-fixtures/zip-package.ts";
import { ROOT } from "../run/tool.ts";
import type { Bench, Contest } from "./bench.ts";
import { skillArchive } from "./skill-archives.ts";

const CODECS = { inflate: zlibInflate, checksum: zlibCrc32, sha256: threadedSha256 };

function contestOf(name: string, archive: Uint8Array): Contest {
  return {
    case: `judge ${name}`,
    subject: "validateArchive",
    work: () => judge(archive),
    peers: {
      "reading it": () => readAll(archive, () => undefined),
      "reading and digesting it": () => readAll(archive, (content) => void nodeSha256.of(content)()),
    },
  };
}

function judge(archive: Uint8Array): void {
  const { valid, problems } = validateArchive(bufferSource(archive), { codecs: CODECS });
  if (!valid) throw new Error(problems[0]?.message);
}

/** What anybody has to do who looks at the files: every entry inflated and held to its size and checksum. */
function readAll(archive: Uint8Array, use: (content: Uint8Array) => void): void {
  const source = bufferSource(archive);
  const read = readArchiveSync(source, DEFAULT_PACKAGE_LIMITS);
  if (read.verdict === "refused") throw new Error(read.problems[0]?.message);
  for (const entry of read.entries) {
    if (entry.kind === "file") use(readEntrySync(source, entry, CODECS)._unsafeUnwrap());
  }
}

export default {
  contests: [
    contestOf("csv-profile", zipPackage(join(ROOT, "test-fixtures/packages/csv-profile"))),
    contestOf("30 files, 200 KB", skillArchive(30, 200_000)),
    contestOf("400 files, 8 MB", skillArchive(400, 8_000_000)),
  ],
} satisfies Bench;
