// Does a sweep cost what is due, or what there is?
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createFileRunOutputs,
  createFileUploads,
  createFileWorkspaces,
  createPoolJudge,
  createWorkerPool,
  openDataFolder,
} from "@mayfly/adapter-fs";
import { openSqliteRecords } from "@mayfly/adapter-sqlite";
import { createMayfly, type Mayfly, type Run } from "@mayfly/core";
import { createMemoryCounters, createRunSignals, memoryClock, memoryIds, silentLog } from "@mayfly/core/memory";
import { aRun } from "../../packages/core/src/testing/a-run.ts";
import type { Bench, Figure } from "./bench.ts";
import { median } from "./measure.ts";

const [FEW, MANY, DUE] = [1000, 100_000, 1000];
const ROUNDS = 9;
const CENTURY = 100 * 366 * 24 * 3_600_000;
const SHARD = 0;

const folder = mkdtempSync(join(tmpdir(), "mayfly-bench-"));
const pool = createWorkerPool();

/** A data folder with ended runs, each with its outputs, and a way to add some whose retention is over. */
interface Store {
  readonly mayfly: Mayfly;
  add(count: number, dueAt: number): Promise<void>;
  close(): void;
}

async function storeOf(name: string): Promise<Store> {
  const data = (await openDataFolder(join(folder, name)))._unsafeUnwrap().path;
  const { runs, queue, cache, close } = (await openSqliteRecords(data))._unsafeUnwrap();
  const mayfly = createMayfly({
    clock: memoryClock,
    ids: memoryIds,
    runs,
    queue,
    cache,
    uploads: createFileUploads(data),
    workspaces: createFileWorkspaces(data, pool),
    outputs: createFileRunOutputs(data),
    judge: createPoolJudge(pool),
    engines: [],
    signals: createRunSignals(),
    log: silentLog,
    counters: createMemoryCounters(),
  });
  const add = async (count: number, outputsDueAt: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      const run = ended(outputsDueAt);
      (await runs.create(run, { phases: [], below: 1 }))._unsafeUnwrap();
      leaveOutputs(data, run);
    }
  };
  return { mayfly, add, close };
}

function ended(outputsDueAt: number): Run {
  const id = memoryIds.runId();
  const run = aRun("succeeded");
  return { ...run, id, outputs: id, state: { ...run.state, outputsDueAt } as Run["state"] };
}

/** As many files as a run leaves, without the flushes of a real one. */
function leaveOutputs(data: string, { id }: Run): void {
  const shard = createHash("sha256").update(id).digest("hex").slice(0, 2);
  const place = join(data, "runs", shard, id);
  mkdirSync(join(place, "artifacts"), { recursive: true });
  for (const name of ["result.json", "manifest.json", "artifacts/report.md"]) writeFileSync(join(place, name), name);
}

/** Milliseconds of one sweep that has `DUE` runs to forget. */
async function sweepOf({ mayfly, add }: Store): Promise<number> {
  await add(DUE, 1);
  const start = performance.now();
  const report = await mayfly.sweep(SHARD);
  const spent = performance.now() - start;
  if (report.forgotten !== DUE || report.failures > 0) throw new Error(`A sweep did ${JSON.stringify(report)}.`);
  return spent;
}

async function figures(): Promise<readonly Figure[]> {
  const [few, many] = [await storeOf("few"), await storeOf("many")];
  await few.add(FEW, Date.now() + CENTURY);
  await many.add(MANY, Date.now() + CENTURY);
  const times: { few: number[]; many: number[] } = { few: [], many: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.few.push(await sweepOf(few));
    times.many.push(await sweepOf(many));
  }
  few.close();
  many.close();
  const ratio = median(times.many.map((each, round) => each / (times.few[round] ?? Number.NaN)));
  const name = `sweep ${DUE} due runs, outputs removed`;
  return [
    { case: name, what: `beside ${FEW} ended runs`, value: median(times.few), unit: "ms", bound: null },
    { case: name, what: `beside ${MANY} ended runs`, value: median(times.many), unit: "ms", bound: null },
    { case: name, what: "the second over the first", value: ratio, unit: "x", bound: 1.3 },
  ];
}

export default {
  figures,
  async end() {
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  },
} satisfies Bench;
