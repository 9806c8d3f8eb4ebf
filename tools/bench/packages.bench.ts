// How long does it take to judge, read and extract a skill package?
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createFileWorkspaces,
  createPoolJudge,
  createWorkerPool,
  openDataFolder,
  zlibCrc32,
  zlibInflate,
} from "@mayfly/adapter-fs";
import { bufferSource, DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS, fflateInflate } from "@mayfly/core";
import { readArchiveSync, readEntrySync, tableCrc32 } from "@mayfly/core";
import type { EntryCodecs, Judge } from "@mayfly/core";
import { createMemoryJudge, memoryIds } from "@mayfly/core/memory";
import { zipPackage } from "../../test-fixtures/zip-package.ts";
import { ROOT } from "../run/tool.ts";
import type { Bench, Contest } from "./bench.ts";
import { extractor, readers } from "./peers.ts";

const PACKAGES = ["csv-profile", "prime-check"];
const LIMITS = { packageLimits: DEFAULT_PACKAGE_LIMITS, inputs: null, inputLimits: DEFAULT_INPUT_LIMITS };
const NEVER = new AbortController().signal;

const folder = await mkdtemp(join(tmpdir(), "mayfly-bench-"));
const data = (await openDataFolder(join(folder, "data")))._unsafeUnwrap();
const pool = createWorkerPool();
const workspaces = createFileWorkspaces(data.path, pool);

function contestsOf(name: string): Contest[] {
  const archive = zipPackage(join(ROOT, "test-fixtures/packages", name));
  const peers = readers(archive);
  return [
    { case: `judge ${name}`, subject: "in a worker", work: () => judge(createPoolJudge(pool), archive) },
    { case: `judge ${name}`, subject: "core alone", work: () => judge(createMemoryJudge(), archive) },
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
    {
      case: `extract and remove ${name}`,
      subject: "adapter-fs",
      work: () => extract(archive, name),
      peers: { "adm-zip": extractor(archive, join(folder, "adm-zip")) },
    },
  ];
}

/** Everything that an upload is judged by; a refusal would be a mistake of the bench. */
async function judge(by: Judge, archive: Uint8Array): Promise<void> {
  const upload = { package: bufferSource(archive), ...LIMITS, parameter: {}, profile: "autoskill" } as const;
  const { report } = (await by.judgeUpload(upload, NEVER))._unsafeUnwrap();
  if (!report.valid) throw new Error(report.problems[0]?.message);
}

/** Every rule about the archive, and every byte of its content verified. */
function read(archive: Uint8Array, codecs: EntryCodecs): number {
  const source = bufferSource(archive);
  const verdict = readArchiveSync(source, DEFAULT_PACKAGE_LIMITS);
  if (verdict.verdict === "refused") throw new Error(verdict.problems[0]?.message);
  return verdict.entries.reduce((sum, entry) => sum + readEntrySync(source, entry, codecs)._unsafeUnwrap().length, 0);
}

async function extract(archive: Uint8Array, skillFolder: string): Promise<void> {
  const run = memoryIds.runId();
  const plan = { package: bufferSource(archive), ...LIMITS, skillFolder };
  (await workspaces.stage(run, memoryIds.attemptId(), plan, NEVER))._unsafeUnwrap();
  (await workspaces.remove(run))._unsafeUnwrap();
}

async function end(): Promise<void> {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
}

export default { contests: PACKAGES.flatMap(contestsOf), end } satisfies Bench;
