// How long does it take to judge an archive, to read it and to extract it, against those who check less?
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorkerPool, openDescriptorSource, zlibCrc32, zlibInflate } from "@mayfly/adapter-fs";
import { bufferSource, DEFAULT_PACKAGE_LIMITS, inspectArchiveSync, readArchiveSync, readEntrySync } from "@mayfly/core";
import type { AcceptedArchive, ArchiveLimits, ArchiveVerdict, SyncByteSource } from "@mayfly/core";
import { zipInputs } from "../../test-fixtures/zip-package.ts";
import { measureBombs } from "./archive-bombs.ts";
import { measureLoad } from "./archive-load.ts";
import { measuredPackages, type MeasuredPackage } from "./archive-packages.ts";
import type { Bench, Contest } from "./bench.ts";
import { extractors } from "./extractors.ts";
import { readFloor, walkFloor } from "./floor.ts";
import { READERS } from "./peers.ts";

const CODECS = { inflate: zlibInflate, checksum: zlibCrc32 };
const NEVER = new AbortController().signal;

const folder = mkdtempSync(join(tmpdir(), "mayfly-bench-"));
const target = join(folder, "extracted");
const pool = createWorkerPool();

/** Everyone begins with the path of a file, which lies in the page cache. */
function contestsOf({ name, path }: MeasuredPackage): Contest[] {
  const readers = Object.fromEntries(Object.entries(READERS).map(([peer, read]) => [peer, () => read(path)]));
  return [
    {
      case: `judge ${name}`,
      subject: "core on zlib",
      work: () => withFile(path, (source) => accepted(inspectArchiveSync(source, DEFAULT_PACKAGE_LIMITS, CODECS))),
      peers: { floor: () => walkFloor(readFileSync(path), () => undefined), ...readers },
    },
    {
      case: `judge and read ${name}`,
      subject: "core on zlib",
      work: () => withFile(path, readAll),
      peers: { floor: () => readFloor(path), ...readers },
    },
    {
      case: `extract ${name}`,
      subject: "pool of adapter-fs",
      work: () => extract(path),
      peers: extractors(path, target),
      after: () => rm(target, { recursive: true }),
    },
  ];
}

/** The walk alone, which has to cost the same for each entry however many there are. */
function entriesContest(files: number): Contest {
  const archive = zipInputs(
    Object.fromEntries(Array.from({ length: files }, (_, index) => [`s/p${index % 50}/f${index}`, new Uint8Array(20)])),
  );
  const limits: ArchiveLimits = { ...DEFAULT_PACKAGE_LIMITS, maxEntries: 200_000 };
  return {
    case: `walk ${files} entries`,
    subject: "core",
    work: () => accepted(readArchiveSync(bufferSource(archive), limits)),
  };
}

function withFile<T>(path: string, use: (source: SyncByteSource) => T): T {
  const source = openDescriptorSource(path);
  try {
    return use(source);
  } finally {
    source.close();
  }
}

function readAll(source: SyncByteSource): Map<string, Uint8Array> {
  const { entries } = accepted(readArchiveSync(source, DEFAULT_PACKAGE_LIMITS));
  return new Map(entries.map((entry) => [entry.path, readEntrySync(source, entry, CODECS)._unsafeUnwrap()]));
}

async function extract(path: string): Promise<void> {
  const task = {
    kind: "extract",
    archive: { path },
    limits: DEFAULT_PACKAGE_LIMITS,
    target,
    stripped: "nothing",
  } as const;
  const answer = (await pool.perform(task, false, NEVER))._unsafeUnwrap();
  if (answer.kind === "refused") throw new Error(answer.problems[0]?.message);
}

function accepted(verdict: ArchiveVerdict): AcceptedArchive {
  if (verdict.verdict === "refused") throw new Error(verdict.problems[0]?.message);
  return verdict;
}

export default {
  contests: [...measuredPackages(folder).flatMap(contestsOf), ...[1000, 3000, 10_000, 60_000].map(entriesContest)],
  figures: async () => [...(await measureBombs()), ...(await measureLoad(folder))],
  async end() {
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  },
} satisfies Bench;
