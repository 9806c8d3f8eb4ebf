// How long after the last byte of its package does a program start, next to a bare spawn of the same program?
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
  createFileRunOutputs,
  createFileUploads,
  createFileWorkspaces,
  createPoolJudge,
  createWorkerPool,
  openDataFolder,
} from "@mayfly/adapter-fs";
import { createScriptEngine } from "@mayfly/adapter-process";
import { startWorkers } from "@mayfly/adapter-scheduler";
import { openSqliteRecords } from "@mayfly/adapter-sqlite";
import { createMayfly, isTerminal, type Run } from "@mayfly/core";
import { createMemoryCounters, createRunSignals, memoryClock, memoryIds, silentLog } from "@mayfly/core/memory";
import type { Bench, Figure } from "./bench.ts";
import { median } from "./measure.ts";
import { skillArchive } from "./skill-archives.ts";

const FILES = 30;
const ROUNDS = 31;
const WARM_UP = 5;
/** The first thing that it does is to tell when. */
const PROGRAM = "date +%s%N\necho '{\"rows\": 1}' > output.json\necho done > artifacts/report.md\n";

const folder = mkdtempSync(join(tmpdir(), "mayfly-bench-"));
const script = join(folder, "main.sh");
writeFileSync(script, PROGRAM);
const PACKAGE = skillArchive(FILES, 200_000, { "scripts/main.sh": PROGRAM });

/** The same, and each time with other bytes. */
function freshPackage(): Uint8Array {
  return skillArchive(FILES, 200_000, { "scripts/main.sh": `${PROGRAM}# ${randomUUID()}\n` });
}

const data = (await openDataFolder(join(folder, "data")))._unsafeUnwrap().path;
const pool = createWorkerPool();
const records = (await openSqliteRecords(data))._unsafeUnwrap();
const mayfly = createMayfly({
  clock: memoryClock,
  ids: memoryIds,
  ...records,
  uploads: createFileUploads(data),
  workspaces: createFileWorkspaces(data, pool),
  outputs: createFileRunOutputs(data),
  judge: createPoolJudge(pool),
  engines: [await createScriptEngine({ sandbox: "none" })],
  signals: createRunSignals(),
  log: silentLog,
  counters: createMemoryCounters(),
});
const workers = startWorkers(mayfly, { maxRunning: 1, log: silentLog });

/** Milliseconds, on the clock that `date` reads. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

async function dispatched(archive: Uint8Array): Promise<number> {
  const run = (await mayfly.create({ kind: "temporary" }))._unsafeUnwrap();
  const session = (await mayfly.claimUpload(run))._unsafeUnwrap();
  (await session.receive("package", oneChunk(archive)))._unsafeUnwrap();
  const sent = now();
  (await session.finish())._unsafeUnwrap();
  await ended(run);
  const { stdout } = (await mayfly.logs(run, null))._unsafeUnwrap();
  const started = toldBy(new TextDecoder().decode(stdout));
  (await mayfly.delete(run))._unsafeUnwrap();
  return started - sent;
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function ended(run: Run): Promise<void> {
  const changed = Promise.withResolvers<void>();
  const look = async (): Promise<void> => {
    const { state } = (await mayfly.find(run))._unsafeUnwrap();
    if (isTerminal(state.phase)) changed.resolve();
  };
  const stop = mayfly.onChanged(run.id, () => void look());
  await look();
  await changed.promise;
  stop();
}

async function spawned(): Promise<number> {
  const start = now();
  const child = spawn("sh", ["-c", "date +%s%N"], { stdio: ["ignore", "pipe", "ignore"] });
  return toldBy(await text(child.stdout)) - start;
}

/** What the disk itself takes for as many files as the package has, after all that was made and removed before. */
function filesMade(): number {
  const place = mkdtempSync(join(folder, "made-"));
  const start = now();
  for (let n = 0; n < FILES; n += 1) writeFileSync(join(place, `${n}`), "");
  return now() - start;
}

function toldBy(output: string): number {
  const ms = Number(output.split("\n")[0]) / 1e6;
  if (!(ms > 0)) throw new Error(`The program told ${output}.`);
  return ms;
}

async function figures(): Promise<readonly Figure[]> {
  for (let round = 0; round < WARM_UP; round += 1) {
    await dispatched(PACKAGE);
    await dispatched(freshPackage());
  }
  const [known, fresh, bare, made]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    known.push(await dispatched(PACKAGE));
    bare.push(await spawned());
    made.push(filesMade());
    fresh.push(await dispatched(freshPackage()));
  }
  const above = (ours: number[]): number => median(ours.map((each, round) => each - (bare[round] ?? Number.NaN)));
  const name = "30 files, 200 KB, from the last byte to the first instruction, without walls";
  return [
    { case: name, what: "a bare spawn", value: median(bare), unit: "ms", bound: null },
    { case: name, what: "a package that was run before", value: median(known), unit: "ms", bound: null },
    { case: name, what: "the same, above the bare spawn", value: above(known), unit: "ms", bound: 15 },
    { case: name, what: "a package never seen before", value: median(fresh), unit: "ms", bound: null },
    { case: name, what: "the same, above the bare spawn", value: above(fresh), unit: "ms", bound: 15 },
    { case: name, what: `only making ${FILES} empty files here`, value: median(made), unit: "ms", bound: null },
  ];
}

export default {
  figures,
  async end() {
    await workers.drain();
    await mayfly.stop();
    await pool.close();
    records.close();
    rmSync(folder, { recursive: true, force: true });
  },
} satisfies Bench;
