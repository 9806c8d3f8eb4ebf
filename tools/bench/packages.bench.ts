// How long does it take to judge, read and extract a skill package?
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFileWorkspaces, createPoolJudge, createWorkerPool, openDataFolder } from "@mayfly/adapter-fs";
import { bufferSource, DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS, type Judge } from "@mayfly/core";
import { createMemoryJudge, memoryIds } from "@mayfly/core/memory";
import { zipPackage } from "../../test-fixtures/zip-package.ts";
import { ROOT } from "../run/tool.ts";
import type { Bench, Contest } from "./bench.ts";

const PACKAGES = ["csv-profile", "prime-check"];
const LIMITS = { packageLimits: DEFAULT_PACKAGE_LIMITS, inputs: null, inputLimits: DEFAULT_INPUT_LIMITS };
const NEVER = new AbortController().signal;

const folder = await mkdtemp(join(tmpdir(), "mayfly-bench-"));
const data = (await openDataFolder(join(folder, "data")))._unsafeUnwrap();
const pool = createWorkerPool();
const workspaces = createFileWorkspaces(data.path, pool);

function contestsOf(name: string): Contest[] {
  const archive = zipPackage(join(ROOT, "test-fixtures/packages", name));
  return [
    { case: `judge ${name}`, subject: "in a worker", work: () => judge(createPoolJudge(pool), archive) },
    { case: `judge ${name}`, subject: "core alone", work: () => judge(createMemoryJudge(), archive) },
    { case: `stage and remove ${name}`, subject: "adapter-fs", work: () => extract(archive) },
  ];
}

/** Everything that an upload is judged by; a refusal would be a mistake of the bench. */
async function judge(by: Judge, archive: Uint8Array): Promise<void> {
  const terms = { ...LIMITS, parameter: {}, profile: "autoskill" } as const;
  const upload = { package: bufferSource(archive), packageSha256: null, ...terms };
  const { report } = (await by.judgeUpload(upload, NEVER))._unsafeUnwrap();
  if (!report.valid) throw new Error(report.problems[0]?.message);
}

async function extract(archive: Uint8Array): Promise<void> {
  const run = memoryIds.runId();
  const plan = { package: bufferSource(archive), ...LIMITS };
  (await workspaces.stage(run, memoryIds.attemptId(), plan, NEVER))._unsafeUnwrap();
  (await workspaces.remove(run))._unsafeUnwrap();
}

async function end(): Promise<void> {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
}

export default { contests: PACKAGES.flatMap(contestsOf), end } satisfies Bench;
