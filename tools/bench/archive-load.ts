// Does the server stay responsive and small while many packages are extracted at once?
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createFileWorkspaces, createWorkerPool, openDataFolder } from "@mayfly/adapter-fs";
import { bufferSource, DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS, type ByteSource } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { createFileUploads } from "@mayfly/adapter-fs";
import { zipInputs } from "../../test-fixtures/zip-package.ts";
import { tree } from "./archive-packages.ts";
import type { Figure } from "./bench.ts";

const AT_ONCE = 8;
const NEVER = new AbortController().signal;
const LIMITS = { packageLimits: DEFAULT_PACKAGE_LIMITS, inputs: null, inputLimits: DEFAULT_INPUT_LIMITS };
const CASE = `extract ${AT_ONCE} packages of 20 MiB at once`;

/** Works below `folder`. */
export async function measureLoad(folder: string): Promise<readonly Figure[]> {
  const data = (await openDataFolder(join(folder, "load")))._unsafeUnwrap();
  const pool = createWorkerPool();
  try {
    const workspaces = createFileWorkspaces(data.path, pool);
    const uploads = createFileUploads(data.path);
    const stage = async (archive: ByteSource): Promise<void> => {
      const run = memoryIds.runId();
      const plan = { package: archive, ...LIMITS };
      (await workspaces.stage(run, memoryIds.attemptId(), plan, NEVER))._unsafeUnwrap();
      (await workspaces.remove(run))._unsafeUnwrap();
    };
    // As large as an upload may be, and received like one, so that workers open the file.
    const bytes = largePackage();
    const received: ByteSource[] = [];
    for (let index = 0; index < AT_ONCE; index += 1) {
      const [run, attempt] = [memoryIds.runId(), memoryIds.attemptId()];
      (await uploads.receive(run, attempt, "package", once(bytes), bytes.length, NEVER))._unsafeUnwrap();
      const opened = (await uploads.open(run, attempt, "package"))._unsafeUnwrap();
      if (opened !== null) received.push(opened);
    }
    // The pool as a server has it: every process has worked before.
    const small = bufferSource(zipInputs(tree(30, 200_000)));
    await Promise.all(Array.from({ length: AT_ONCE }, () => stage(small)));

    const delays = monitorEventLoopDelay({ resolution: 1 });
    const memory = watchMemory();
    delays.enable();
    const start = performance.now();
    await Promise.all(received.map(stage));
    const spent = performance.now() - start;
    delays.disable();
    const grown = memory.stop();
    return [
      { case: CASE, what: "time in all", value: spent, unit: "ms", bound: null },
      {
        case: CASE,
        what: "event-loop delay, 99th percentile",
        value: delays.percentile(99) / 1e6,
        unit: "ms",
        bound: 20,
      },
      { case: CASE, what: "growth of the server's resident memory", value: grown.server, unit: "MiB", bound: 150 },
      { case: CASE, what: "the same with all its workers", value: grown.all, unit: "MiB", bound: 150 },
    ];
  } finally {
    await pool.close();
  }
}

function largePackage(): Uint8Array {
  const limit = 20 * 2 ** 20;
  for (let size = 44_000_000; ; size -= 1_000_000) {
    const archive = zipInputs(tree(900, size));
    if (archive.length <= limit) return archive;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

interface Grown {
  readonly server: number;
  /** `NaN` where the system does not tell the memory of other processes. */
  readonly all: number;
}

/** Looks at resident memory every 10 ms; answers by how many MiB it grew at most. */
function watchMemory(): { stop(): Grown } {
  const [server, all] = [resident([process.pid]), resident([process.pid, ...children()])];
  let most: Grown = { server: 0, all: 0 };
  const look = (): void => {
    most = {
      server: Math.max(most.server, resident([process.pid]) - server),
      all: Math.max(most.all, resident([process.pid, ...children()]) - all),
    };
  };
  const timer = setInterval(look, 10);
  return {
    stop() {
      clearInterval(timer);
      look();
      return most;
    },
  };
}

/** MiB of resident memory of `pids` together. */
function resident(pids: readonly number[]): number {
  if (process.platform !== "linux") return pids.length === 1 ? process.memoryUsage.rss() / 2 ** 20 : Number.NaN;
  return pids.reduce((sum, pid) => sum + residentOf(pid), 0);
}

function residentOf(pid: number): number {
  const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1] ?? 0) / 1024;
}

function children(): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync(`/proc/${process.pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${process.pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
}
