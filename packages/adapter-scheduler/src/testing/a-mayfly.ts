// How does a test get a Mayfly whose programs are functions, over the reference ports?
import { createMayfly, type Mayfly, type Ports, type RunId } from "@mayfly/core";
import {
  createFunctionEngine,
  createMemoryJudge,
  createMemoryRecords,
  createMemoryRunOutputs,
  createMemoryUploads,
  createMemoryWorkspaces,
  createMemoryCounters,
  createRunSignals,
  memoryClock,
  memoryIds,
  silentLog,
  type FunctionProgram,
} from "@mayfly/core/memory";
import { join } from "node:path";
import { zipPackage } from "../../../../test-fixtures/zip-package.ts";

const PACKAGE = zipPackage(join(import.meta.dirname, "../../../../test-fixtures/packages/prime-check"));

/** The engine is called `script`, so the fixture packages run on it. */
export function aMayfly(program: FunctionProgram, changed: Partial<Ports> = {}): Mayfly {
  const workspaces = createMemoryWorkspaces();
  return createMayfly({
    clock: memoryClock,
    ids: memoryIds,
    ...createMemoryRecords(),
    uploads: createMemoryUploads(),
    workspaces,
    outputs: createMemoryRunOutputs(workspaces),
    judge: createMemoryJudge(),
    engines: [createFunctionEngine("script", workspaces, program)],
    signals: createRunSignals(),
    log: silentLog,
    counters: createMemoryCounters(),
    ...changed,
  });
}

/** Creates a run and uploads the fixture, so that it is queued. */
export async function queueRun(mayfly: Mayfly): Promise<RunId> {
  const { id } = (await mayfly.create({ kind: "temporary", parameter: { numbers: [7], divisor: 2 } }))._unsafeUnwrap();
  const session = (await mayfly.claimUpload({ id, kind: "temporary" }))._unsafeUnwrap();
  (await session.receive("package", bodyOf(PACKAGE)))._unsafeUnwrap();
  (await session.finish())._unsafeUnwrap();
  return id;
}

export async function phaseOf(mayfly: Mayfly, id: string): Promise<string> {
  return (await mayfly.find({ id, kind: "temporary" }))._unsafeUnwrap().state.phase;
}

async function* bodyOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
