import { expect, test } from "vitest";
import { aRun, AN_ATTEMPT, AN_ID, BIRTH, stateIn } from "../testing/a-run.ts";
import { PACKAGE_ZIP } from "../testing/a-world.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import { DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS } from "../archive/limits.ts";
import type { Phase } from "../run/phase.ts";
import { transition, type Move } from "../run/transition.ts";
import { createMemoryPower, POWER_CUT } from "./memory-power.ts";
import { createMemoryRecords } from "./memory-records.ts";
import { createMemoryRunOutputs } from "./memory-run-outputs.ts";
import { createMemoryUploads } from "./memory-uploads.ts";
import { createMemoryWorkspaces } from "./memory-workspaces.ts";

const NEVER = new AbortController().signal;
const HELLO = new TextEncoder().encode("hello");
const PLAN = {
  package: bufferSource(PACKAGE_ZIP),
  packageLimits: DEFAULT_PACKAGE_LIMITS,
  inputs: null,
  inputLimits: DEFAULT_INPUT_LIMITS,
};
const LIMITS = {
  maxOutputBytes: 100,
  maxArtifactBytes: 100,
  maxArtifacts: 10,
  maxPathBytes: 100,
  maxDepth: 9,
  keepInputs: false,
};

async function* chunks(...of: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* of;
}

test("a received part outlives the power, one that was coming leaves a trace that nobody opens", async () => {
  const power = createMemoryPower();
  const uploads = createMemoryUploads(power);
  (await uploads.receive(AN_ID, AN_ATTEMPT, "package", chunks(HELLO), 100, NEVER))._unsafeUnwrap();
  const first = Promise.withResolvers<void>();
  const rest = Promise.withResolvers<void>();
  async function* coming() {
    yield HELLO;
    first.resolve();
    await rest.promise;
    yield HELLO;
  }
  const receiving = uploads.receive(AN_ID, AN_ATTEMPT, "inputs", coming(), 100, NEVER);
  await first.promise;
  power.off();
  rest.resolve();
  expect((await receiving)._unsafeUnwrapErr()).toEqual(POWER_CUT);
  expect((await uploads.open(AN_ID, AN_ATTEMPT, "package"))._unsafeUnwrap()?.size).toBe(5);
  expect((await uploads.open(AN_ID, AN_ATTEMPT, "inputs"))._unsafeUnwrap()).toBeNull();
  expect((await uploads.measure(AN_ID))._unsafeUnwrap()).toEqual({ files: 2, bytes: 10 });
});

test("of the records, moves that nothing has flushed are taken back, and what was flushed keeps all before it", async () => {
  const power = createMemoryPower();
  const { runs, queue } = createMemoryRecords(power);
  const phase = async () => (await runs.find(AN_ID))._unsafeUnwrap()?.state.phase;
  const move = async (name: Move, to: Phase) => {
    const run = (await runs.find(AN_ID))._unsafeUnwrap() ?? aRun("awaiting_upload");
    (await runs.commit(transition(run, name, stateIn(to), BIRTH)._unsafeUnwrap()))._unsafeUnwrap();
  };
  (await runs.create(aRun("awaiting_upload"), { phases: [], below: 1 }))._unsafeUnwrap();
  await move("claim_upload", "receiving");
  await move("stage", "staging");
  power.off();
  expect(await phase()).toBe("receiving");
  await move("stage", "staging");
  await move("enqueue", "queued");
  const take = () => queue.take((run) => transition(run, "take", stateIn("running"), BIRTH)._unsafeUnwrap());
  await take();
  power.off();
  expect(await phase()).toBe("queued");
  await take();
  await move("record_process", "running");
  power.off();
  expect(await phase()).toBe("running");
  expect((await runs.history(AN_ID))._unsafeUnwrap().map((each) => each.version)).toEqual([7, 8, 9, 10, 11, 12]);
});

test("a staged tree is not found any more, and some of its files are there to be removed", async () => {
  const power = createMemoryPower();
  const workspaces = createMemoryWorkspaces(power);
  const { extractedFiles } = (await workspaces.stage(AN_ID, AN_ATTEMPT, PLAN, NEVER))._unsafeUnwrap();
  power.off();
  expect((await workspaces.find(AN_ID, AN_ATTEMPT))._unsafeUnwrap()).toBeNull();
  const { files } = (await workspaces.remove(AN_ID))._unsafeUnwrap();
  expect(files).toBeGreaterThan(0);
  expect(files).toBeLessThan(extractedFiles);
});

test("a tree that was being staged does not appear after the power was off", async () => {
  const power = createMemoryPower();
  const workspaces = createMemoryWorkspaces(power);
  const staging = workspaces.stage(AN_ID, AN_ATTEMPT, PLAN, NEVER);
  power.off();
  expect((await staging)._unsafeUnwrapErr()).toEqual(POWER_CUT);
  expect((await workspaces.list())._unsafeUnwrap()).toEqual([]);
});

test("a log keeps what was there when it was closed, and its old writer writes no more", async () => {
  const power = createMemoryPower();
  const outputs = createMemoryRunOutputs(createMemoryWorkspaces(power), power);
  const write = async () => (await outputs.openLogs(AN_ID, 100))._unsafeUnwrap();
  const closed = await write();
  await closed.write("stdout", HELLO);
  await closed.close();
  const open = await write();
  await open.write("stdout", HELLO);
  power.off();
  await open.write("stdout", HELLO);
  expect((await open.close())._unsafeUnwrapErr()).toEqual(POWER_CUT);
  expect((await outputs.readLog(AN_ID, "stdout", 0, 100))._unsafeUnwrap()).toMatchObject({ bytes: HELLO, size: 5 });
});

test("what was collected and sealed outlives the power, a seal that was under way does not come about", async () => {
  const power = createMemoryPower();
  const workspaces = createMemoryWorkspaces(power);
  const outputs = createMemoryRunOutputs(workspaces, power);
  workspaces.write(AN_ID, AN_ATTEMPT, "run/artifacts/a.txt", HELLO);
  const { artifacts } = (await outputs.collect(AN_ID, AN_ATTEMPT, LIMITS, NEVER))._unsafeUnwrap();
  const sealing = outputs.seal(AN_ID, {}, artifacts);
  power.off();
  expect((await sealing)._unsafeUnwrapErr()).toEqual(POWER_CUT);
  expect((await outputs.manifest(AN_ID))._unsafeUnwrap()).toBeNull();
  (await outputs.seal(AN_ID, {}, artifacts))._unsafeUnwrap();
  power.off();
  expect((await outputs.verify(AN_ID))._unsafeUnwrap()).toBe(true);
});
