// What does a package cost a server that is made to cost much: time, memory of a worker, and its own event loop?
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { createPoolJudge, createWorkerPool, openFileByteSource } from "@mayfly/adapter-fs";
import { DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS, type Judge } from "@mayfly/core";
import { zipSync } from "fflate";
import { hostilePackages } from "../../packages/adapter-fs/src/testing/hostile-packages.ts";
import type { Bench, Figure } from "./bench.ts";
import { skillArchive } from "./skill-archives.ts";

const [MOST_MS, MOST_MIB, MOST_HELD_MS] = [5000, 64, 20];
const WARM_UP = 20;

const folder = mkdtempSync(join(tmpdir(), "mayfly-bench-"));

async function judged(judge: Judge, zip: Uint8Array): Promise<void> {
  const file = join(folder, "package.zip");
  writeFileSync(file, zip);
  const limits = { packageLimits: DEFAULT_PACKAGE_LIMITS, inputs: null, inputLimits: DEFAULT_INPUT_LIMITS };
  const source = await openFileByteSource(file);
  const upload = { package: source, packageSha256: null, ...limits, parameter: {}, profile: "autoskill" } as const;
  const { report } = (await judge.judgeUpload(upload, AbortSignal.timeout(60_000)))._unsafeUnwrap();
  await source.close();
  if (report.problems.some(({ code }) => code === "PACKAGE_TOO_COSTLY")) throw new Error("A package was cut off.");
}

/** The one process of the pool. */
function worker(): string {
  const isOurs = (pid: string): boolean =>
    /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[1] === `${process.pid}`;
  const pid = readdirSync("/proc").find(isOurs);
  if (pid === undefined) throw new Error("There is no worker.");
  return pid;
}

/** Bytes of `name` in what Linux tells of a process. */
function memoryOf(pid: string, name: "VmHWM" | "VmRSS"): number {
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

async function figures(): Promise<readonly Figure[]> {
  if (process.platform !== "linux") throw new Error("This bench reads the memory of a worker from Linux.");
  const usual = skillArchive(30, 200_000);
  const all: Figure[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  for (const { what, files } of hostilePackages()) {
    const zip = zipSync(files);
    // What one package left in a worker would hide what the next one takes.
    const pool = createWorkerPool({ workers: 1, wallMs: MOST_MS });
    const judge = createPoolJudge(pool);
    for (let turn = 0; turn < WARM_UP; turn += 1) await judged(judge, usual);
    const pid = worker();
    const before = memoryOf(pid, "VmRSS");
    // Forgets the highest mark so far.
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
    await sleep(50);
    delay.reset();
    delay.enable();
    const start = performance.now();
    await judged(judge, zip);
    const spent = performance.now() - start;
    delay.disable();
    const grown = memoryOf(pid, "VmHWM") - before;
    await pool.close();
    all.push({ case: what, what: "time", value: spent, unit: "ms", bound: MOST_MS });
    all.push({
      case: what,
      what: "memory of the worker above what it had",
      value: grown,
      unit: "MiB",
      bound: MOST_MIB,
    });
    all.push({ case: what, what: "event loop held at most", value: delay.max / 1e6, unit: "ms", bound: MOST_HELD_MS });
  }
  return all;
}

export default {
  figures,
  async end() {
    rmSync(folder, { recursive: true, force: true });
  },
} satisfies Bench;
