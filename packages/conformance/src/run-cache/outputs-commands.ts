// What can happen to runs that share outputs, in any order?
import * as fc from "fast-check";
import type { Mayfly, Run, RunId, RunKind } from "@mayfly/core";
import { expect } from "vitest";
import { packedSkill } from "../a-skill.ts";
import { outputsIn, SKILL, type House } from "./outputs-house.ts";
import { CACHE_TTL, OUTPUT_TTL, type OutputsModel } from "./outputs-model.ts";

type Command = fc.AsyncCommand<OutputsModel, House>;

const PACKAGE = packedSkill("demo", SKILL);

/** Few keys, so that jobs meet; most of what happens is a job. */
export function outputsCommand(): fc.Arbitrary<Command>[] {
  const aJob = fc.record({ key: fc.nat(2), noCache: fc.constant(false) }).map(job);
  return [
    aJob,
    aJob,
    fc.record({ key: fc.nat(2), noCache: fc.constant(true) }).map(job),
    fc.constant(null).map(temporary),
    fc.nat(20).map(forget),
    fc.nat(20).map(forget),
    fc.constant(null).map(clear),
    fc.integer({ min: 1, max: (OUTPUT_TTL + CACHE_TTL) / 2 }).map(sweepAfter),
  ];
}

function job({ key, noCache }: { key: number; noCache: boolean }): Command {
  return command(`job ${key}${noCache ? " without the cache" : ""}`, async (model, { mayfly }) => {
    const known = noCache ? null : model.hit(key);
    const options = { no_cache: noCache };
    const run = await endOf(
      mayfly,
      (await mayfly.createJob({ skillId: "demo", parameter: { top: key }, options }))._unsafeUnwrap(),
    );
    expect(run.outputs).toBe(known ?? run.id);
    model.ended(run.id, run.outputs, key);
  });
}

function temporary(): Command {
  return command("temporary run", async (model, { mayfly }) => {
    const created = (await mayfly.create({ kind: "temporary", parameter: { top: 0 } }))._unsafeUnwrap();
    const session = (await mayfly.claimUpload(created))._unsafeUnwrap();
    (await session.receive("package", bodyOf(PACKAGE)))._unsafeUnwrap();
    (await session.finish())._unsafeUnwrap();
    const run = await endOf(mayfly, created);
    expect(run.outputs).toBe(run.id);
    model.ended(run.id, run.outputs, null);
  });
}

function forget(pick: number): Command {
  return command(`delete run ${pick}`, async (model, { mayfly }) => {
    const ids = [...model.runs.keys()];
    const id = ids[pick % Math.max(1, ids.length)];
    if (id === undefined) return;
    const kind = await kindOf(mayfly, id);
    (await mayfly.delete({ id, kind }))._unsafeUnwrap();
    model.runs.delete(id);
  });
}

function clear(): Command {
  return command("clear the cache", async (model, { mayfly }) => {
    expect((await mayfly.clearCache())._unsafeUnwrap().entries).toBe(model.entries.size);
    model.entries.clear();
  });
}

function sweepAfter(ms: number): Command {
  return command(`sweep after ${ms} ms`, async (model, { mayfly, clock }) => {
    clock.advance(ms);
    model.now += ms;
    expect(await mayfly.sweep(0)).toMatchObject({ failures: 0, orphans: 0 });
    model.sweep();
  });
}

/** Works the queue off; the run as it is then. */
async function endOf(mayfly: Mayfly, { id, kind }: Run): Promise<Run> {
  for (
    let taken = (await mayfly.take())._unsafeUnwrap();
    taken !== null;
    taken = (await mayfly.take())._unsafeUnwrap()
  ) {
    await taken.execute();
  }
  const run = (await mayfly.find({ id, kind }))._unsafeUnwrap();
  expect(run.state).toMatchObject({ phase: "succeeded" });
  return run;
}

async function kindOf(mayfly: Mayfly, id: RunId): Promise<RunKind> {
  return (await mayfly.find({ id, kind: "installed" })).isOk() ? "installed" : "temporary";
}

async function* bodyOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** After each command the outputs are those of the model, whole, and the records say so too. */
function command(name: string, run: (model: OutputsModel, house: House) => Promise<void>): Command {
  return {
    check: () => true,
    async run(model, house) {
      await run(model, house);
      const kept = model.kept();
      expect(await outputsIn(house)).toEqual(kept);
      for (const id of model.everSeen) {
        expect((await house.cache.outputsInUse(id))._unsafeUnwrap(), id).toBe(kept.has(id));
      }
      for (const id of kept) expect((await house.outputs.verify(id))._unsafeUnwrap(), id).toBe(true);
    },
    toString: () => name,
  };
}
