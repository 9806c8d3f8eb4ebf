// How long does it take to judge, read and extract a skill package?
import { join } from "node:path";
import {
  bufferSource,
  DEFAULT_PACKAGE_LIMITS,
  fflateInflate,
  readArchiveSync,
  readEntrySync,
  tableCrc32,
} from "@mayfly/core";
import type { EntryCodecs } from "@mayfly/core";
import { zlibCrc32, zlibInflate } from "@mayfly/adapter-fs";
import { zipPackage } from "../../test-fixtures/zip-package.ts";
import { ROOT } from "../run/tool.ts";
import type { Bench, Contest } from "./bench.ts";
import { readers } from "./peers.ts";

const PACKAGES = ["csv-profile", "prime-check"];

function contestsOf(name: string): Contest[] {
  const archive = zipPackage(join(ROOT, "test-fixtures/packages", name));
  const peers = readers(archive);
  return [
    {
      case: `read ${name}`,
      subject: "core on zlib",
      work: () => read(archive, { inflate: zlibInflate, checksum: zlibCrc32 }),
      peers,
    },
    {
      case: `read ${name}`,
      subject: "core alone",
      work: () => read(archive, { inflate: fflateInflate, checksum: tableCrc32 }),
      peers: { fflate: peers["fflate"] ?? ((): void => undefined) },
    },
  ];
}

/** Every rule about the archive, and every byte of its content verified. */
function read(archive: Uint8Array, codecs: EntryCodecs): number {
  const source = bufferSource(archive);
  const verdict = readArchiveSync(source, DEFAULT_PACKAGE_LIMITS);
  if (verdict.verdict === "refused") throw new Error(verdict.problems[0]?.message);
  return verdict.entries.reduce((sum, entry) => sum + readEntrySync(source, entry, codecs)._unsafeUnwrap().length, 0);
}

export default { contests: PACKAGES.flatMap(contestsOf) } satisfies Bench;
