// What does a Mayfly live in while it is tested? Reference ports over memory, a clock moved by hand, and faults on demand.
import { createMayfly, type Mayfly } from "../lifecycle/mayfly.ts";
import type { CreateRun } from "../lifecycle/create-run.ts";
import type { RunAddress } from "../lifecycle/find-run.ts";
import type { MayflyOptions } from "../lifecycle/options.ts";
import type { Refusal } from "../lifecycle/refusal.ts";
import type { StagedRun } from "../lifecycle/stage-run.ts";
import { createManualClock, type ManualClock } from "../memory/manual-clock.ts";
import { createFunctionEngine, type FunctionProgram } from "../memory/memory-engine.ts";
import { createMemoryCounters, type MemoryCounters } from "../memory/memory-counters.ts";
import { createMemoryPower, type MemoryPower } from "../memory/memory-power.ts";
import { createMemoryRecords } from "../memory/memory-records.ts";
import { createMemoryRunOutputs } from "../memory/memory-run-outputs.ts";
import { createMemoryUploads } from "../memory/memory-uploads.ts";
import { createMemoryWorkspaces } from "../memory/memory-workspaces.ts";
import { createRunSignals } from "../memory/memory-run-signals.ts";
import type { Engine } from "../ports/engine.ts";
import type { HistoryEntry } from "../ports/run-store.ts";
import type { Ports } from "../ports/ports.ts";
import type { Run } from "../run/run.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import type { JsonValue } from "../schema/json.ts";
import { err, type Result } from "neverthrow";
import { BIRTH } from "./a-run.ts";
import { createFaults, interceptedPorts, type Faults, type Intercept } from "./intercepted-ports.ts";
import { lenientJudge } from "./lenient-judge.ts";
import { RUNNER, SKILL, zipOf } from "./skill-package.ts";

/** A package that runs on `engines`, needs no input, and promises `rows` and `report.md`. */
export function packageOn(...engines: readonly string[]): Uint8Array {
  return zipOf({
    ...SKILL,
    "demo/assets/runner.json": { ...RUNNER, engines },
    "demo/assets/input.schema.json": { type: "object", properties: { table: { type: "string" } } },
  });
}

export const PACKAGE_ZIP = packageOn("function");
export const INPUTS_ZIP = zipOf({ "table/data.csv": "a,b\n1,2\n" });

/** Keeps the promise of `PACKAGE_ZIP`. */
export const GOOD_PROGRAM: FunctionProgram = async (job) => {
  await job.print("stdout", "hello\n");
  job.artifact("report.md", "# Report\n");
  job.output({ rows: 3 });
};

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface World {
  /** The ports without faults, to look at what is there. */
  readonly real: Ports;
  readonly clock: ManualClock;
  readonly faults: Faults;
  /** Of the machine whose files lie in memory. */
  readonly power: MemoryPower;
  readonly told: LogLine[];
  readonly counters: MemoryCounters;
  /** What the engine `function` runs; may be changed at any time. */
  program: FunctionProgram;
  /** A Mayfly over the same ports: the first, or one after a restart. */
  start(options?: Partial<MayflyOptions>): Mayfly;
}

/** Sleeps up to this long, which only the patience of commits takes, are over at once. */
const SHORT_MS = 3000;

export function aWorld(
  more: { intercept?: Intercept; ports?: Partial<Ports>; engines?: readonly Engine[] } = {},
): World {
  const clock = createManualClock(BIRTH);
  const power = createMemoryPower();
  const workspaces = createMemoryWorkspaces(power);
  const told: LogLine[] = [];
  const counters = createMemoryCounters();
  const faults = createFaults();
  const log = (level: LogLine["level"]) => (event: string, fields: LogLine["fields"]) =>
    void told.push({ level, event, fields });
  const engine = createFunctionEngine("function", workspaces, (job, signal) => world.program(job, signal));
  let ids = 0;
  const real: Ports = {
    clock: {
      ...clock,
      sleep: (ms, signal) => {
        if (ms > SHORT_MS) return clock.sleep(ms, signal);
        clock.advance(ms);
        return Promise.resolve();
      },
    },
    ids: {
      runId: () => `01jd${String((ids += 1)).padStart(22, "0")}` as RunId,
      attemptId: () => `01je${String((ids += 1)).padStart(22, "0")}` as AttemptId,
    },
    ...createMemoryRecords(power),
    uploads: createMemoryUploads(power),
    workspaces,
    outputs: createMemoryRunOutputs(workspaces, power),
    judge: lenientJudge("function"),
    engines: [...(more.engines ?? []), engine],
    signals: createRunSignals(),
    counters,
    log: { info: log("info"), warn: log("warn"), error: log("error") },
    ...more.ports,
  };
  const ports = interceptedPorts(real, more.intercept ?? faults.intercept);
  const world: World = {
    real,
    clock,
    faults,
    power,
    told,
    counters,
    program: GOOD_PROGRAM,
    start: (options) => createMayfly(ports, options),
  };
  return world;
}

export function addressOf(run: Run): RunAddress {
  return { id: run.id, kind: run.kind };
}

export async function create(mayfly: Mayfly, wanted: Partial<CreateRun> = {}): Promise<Run> {
  return (await mayfly.create({ kind: "temporary", ...wanted }))._unsafeUnwrap();
}

export async function* bodyOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}

/** Claims, receives and finishes, as an adapter does; the first refusal is the answer. */
export async function upload(
  mayfly: Mayfly,
  run: Run,
  zip: Uint8Array = PACKAGE_ZIP,
  inputs: Uint8Array | null = null,
): Promise<Result<StagedRun, Refusal>> {
  const claimed = await mayfly.claimUpload(addressOf(run));
  if (claimed.isErr()) return err(claimed.error);
  const session = claimed.value;
  try {
    for (const [part, bytes] of [
      ["package", zip],
      ["inputs", inputs],
    ] as const) {
      if (bytes === null) continue;
      const received = await session.receive(part, bodyOf(bytes.subarray(0, 40), bytes.subarray(40)));
      if (received.isErr()) return err(received.error);
    }
    return await session.finish();
  } finally {
    await session.giveBack();
  }
}

/** Takes and executes whatever is queued, one after the other; answers how many that were. */
export async function workOff(mayfly: Mayfly): Promise<number> {
  for (let done = 0; ; done += 1) {
    const taken = (await mayfly.take())._unsafeUnwrap();
    if (taken === null) return done;
    await taken.execute();
  }
}

/** The record of a run now. */
export async function recordOf(world: World, run: Pick<Run, "id">): Promise<Run> {
  const found = (await world.real.runs.find(run.id))._unsafeUnwrap();
  if (found === null) throw new Error(`There is no record of ${run.id}.`);
  return found;
}

export async function historyOf(world: World, run: Pick<Run, "id">): Promise<readonly HistoryEntry[]> {
  return (await world.real.runs.history(run.id))._unsafeUnwrap();
}

/** How many files lie under each place, of all runs. */
export async function filesIn(world: World): Promise<{ uploads: number; workspaces: number; outputs: number }> {
  const { uploads, workspaces, outputs } = world.real;
  const count = async (place: typeof uploads | typeof workspaces): Promise<number> => {
    const runs = (await place.list())._unsafeUnwrap();
    const measured = await Promise.all(runs.map((id) => place.measure(id)));
    return measured.reduce((sum, each) => sum + each._unsafeUnwrap().files, 0);
  };
  let kept = 0;
  for (let shard = 0; shard < 256; shard += 1) kept += (await outputs.list(shard))._unsafeUnwrap().length;
  return { uploads: await count(uploads), workspaces: await count(workspaces), outputs: kept };
}

export const NO_TEMPORARY_FILES = { uploads: 0, workspaces: 0 };

/** The parsed `result.json`, `null` when there is none. */
export async function resultOf(world: World, run: Pick<Run, "id">): Promise<JsonValue> {
  const opened = (await world.real.outputs.open(run.id, "result/result.json"))._unsafeUnwrap();
  if (opened === null) return null;
  return JSON.parse(new TextDecoder().decode(await wholeOf(opened.stream(0, opened.file.size)))) as JsonValue;
}

export async function wholeOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: number[] = [];
  for await (const chunk of stream) chunks.push(...chunk);
  return Uint8Array.from(chunks);
}

/** Lets everything that needs no timer go on. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** A world in which one run has succeeded. */
export async function anEndedRun(options: { debug?: boolean } = {}) {
  const world = aWorld();
  const mayfly = world.start();
  const run = await create(mayfly, { options });
  await upload(mayfly, run, PACKAGE_ZIP, INPUTS_ZIP);
  await workOff(mayfly);
  return { world, mayfly, run, address: addressOf(run) };
}

/** A world in which one run awaits its upload. */
export async function begun() {
  const world = aWorld();
  const mayfly = world.start();
  return { world, mayfly, run: await create(mayfly) };
}
