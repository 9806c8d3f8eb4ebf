// What can happen to a store and its queue, in any order?
import * as fc from "fast-check";
import { MOVES, PHASES, type Move, type Phase, type Run, type RunKind } from "@mayfly/core";
import { expect } from "vitest";
import { aRun, aStep, idAt } from "../a-run.ts";
import type { RecordsUnderTest } from "../records-under-test.ts";
import type { RecordsModel } from "./records-model.ts";

type Command = fc.AsyncCommand<RecordsModel, RecordsUnderTest>;

const OWNERS = ["", "ada"] as const;
const KINDS = ["temporary", "installed"] as const satisfies readonly RunKind[];
const ENDS = ["succeeded", "failed", "canceled"] as const;
const GUARDED: readonly Phase[] = ["awaiting_upload", "queued"];

/** One command a time; what it picks is counted round the runs that there are then. */
export function recordsCommand(): fc.Arbitrary<Command>[] {
  const pick = fc.nat(20);
  const below = fc.integer({ min: 1, max: 6 });
  return [
    fc
      .record({
        owner: fc.constantFrom(...OWNERS),
        kind: fc.constantFrom(...KINDS),
        below,
        key: fc.option(fc.constantFrom("a", "b")),
        ttl: fc.nat(3),
      })
      .map(create),
    fc.record({ pick, move: pick, end: pick, stale: fc.boolean(), below: fc.option(below) }).map(commit),
    // Most commits are in time; else few runs would get far.
    fc.record({ pick, move: pick, end: pick, stale: fc.constant(false), below: fc.constant(null) }).map(commit),
    fc.constant(null).map(take),
    fc.record({ pick, stale: fc.boolean() }).map(forget),
    fc.record({ phases: fc.subarray([...PHASES]), limit: fc.integer({ min: 1, max: 4 }) }).map(look),
  ];
}

interface BirthWish {
  readonly owner: string;
  readonly kind: RunKind;
  readonly below: number;
  readonly key: string | null;
  readonly ttl: number;
}

function create({ owner, kind, below, key: word, ttl }: BirthWish): Command {
  return command(`create ${kind} of "${owner}" below ${below} by ${word} for ${ttl}`, async (model, { runs }) => {
    model.born += 1;
    // Ids are not born in order, as with clocks that differ.
    const id = idAt(model.born % 2 === 0 ? model.born : model.born + 1000);
    const run = aRun({ id, owner, kind, createdAt: model.now });
    const key = word === null ? undefined : { key: word, fingerprint: id, expiresAt: model.now + ttl };
    const kept = word === null ? null : model.liveKey({ owner, kind, key: word });
    const full = model.inPhases(GUARDED).length >= below;
    const result = await runs.create(run, { phases: GUARDED, below }, key);
    if (kept !== null) {
      expect(result._unsafeUnwrapErr()).toEqual({ kind: "repeated", kept });
      return;
    }
    expect(result.isErr()).toBe(full);
    if (full) return;
    model.keep(run, null);
    if (key !== undefined) model.keys.set(JSON.stringify([owner, kind, word]), { ...key, run: id });
  });
}

function commit(wish: { pick: number; move: number; end: number; stale: boolean; below: number | null }): Command {
  const name = `commit run ${wish.pick} move ${wish.move}${wish.stale ? " late" : ""} below ${wish.below}`;
  return command(name, async (model, { runs }) => {
    const run = picked(model.all(), wish.pick);
    if (run === undefined) return;
    const moves = Object.entries(MOVES).flatMap(([move, { from }]) =>
      (from as readonly Phase[]).includes(run.state.phase) ? [move as Move] : [],
    );
    const move = picked(moves, wish.move);
    if (move === undefined) return;
    const seen = wish.stale ? { ...run, version: run.version - 1 } : run;
    const step = aStep(seen, move, model.now, picked(ENDS, wish.end));
    const guard = wish.below === null ? undefined : { phases: GUARDED, below: wish.below };
    const full = guard !== undefined && model.inPhases(GUARDED).length >= guard.below;
    const result = await runs.commit(step, guard);
    expect(result.isOk()).toBe(!wish.stale && !full);
    if (result.isOk()) model.keep(step.after, move);
    // Where both are true, either may be said.
    else expect([...(wish.stale ? ["conflict"] : []), ...(full ? ["full"] : [])]).toContain(result.error.kind);
  });
}

function take(): Command {
  return command("take", async (model, { queue }) => {
    const oldest = model.queue().at(0);
    const taken = (await queue.take((run) => aStep(run, "take", model.now)))._unsafeUnwrap();
    if (oldest !== undefined) model.keep(aStep(oldest, "take", model.now).after, "take");
    expect(taken).toEqual(oldest === undefined ? null : model.runs.get(oldest.id));
  });
}

function forget(wish: { pick: number; stale: boolean }): Command {
  return command(`forget run ${wish.pick}${wish.stale ? " late" : ""}`, async (model, { runs }) => {
    const run = picked(model.all(), wish.pick);
    if (run === undefined) return;
    const result = await runs.forget(run.id, wish.stale ? run.version + 1 : run.version);
    expect(result.isOk()).toBe(!wish.stale);
    if (!wish.stale) model.forget(run.id);
  });
}

function look({ phases, limit }: { phases: readonly Phase[]; limit: number }): Command {
  return command(`look at ${limit} of ${phases.join(",")}`, async (model, { runs, queue }) => {
    expect((await runs.count(phases))._unsafeUnwrap()).toBe(model.inPhases(phases).length);
    expect((await runs.inPhases(phases, limit))._unsafeUnwrap()).toEqual(model.inPhases(phases).slice(0, limit));
    for (const now of [model.now, model.now + 4_000_000, Number.MAX_SAFE_INTEGER]) {
      expect((await runs.due(now, limit))._unsafeUnwrap()).toEqual(model.due(now).slice(0, limit));
    }
    for (const run of model.all()) {
      const place = model.queue().findIndex(({ id }) => id === run.id);
      expect((await runs.find(run.id))._unsafeUnwrap()).toEqual(run);
      expect((await runs.history(run.id))._unsafeUnwrap()).toEqual(model.histories.get(run.id));
      expect((await queue.position(run.id))._unsafeUnwrap()).toBe(place === -1 ? null : place);
    }
    for (const owner of OWNERS) {
      for (const kind of KINDS) {
        for (const key of ["a", "b"]) {
          expect((await runs.findKey({ owner, kind, key }, model.now))._unsafeUnwrap()).toEqual(
            model.liveKey({ owner, kind, key }),
          );
        }
        const all = await walk(runs, { owner, kind, phases: phases.length === 0 ? null : phases, limit });
        expect(all).toEqual(model.newestFirst(owner, kind, phases.length === 0 ? null : phases));
      }
    }
  });
}

async function walk(
  runs: RecordsUnderTest["runs"],
  query: { owner: string; kind: RunKind; phases: readonly Phase[] | null; limit: number },
): Promise<Run[]> {
  const all: Run[] = [];
  let cursor: string | null = null;
  do {
    const page: { runs: readonly Run[]; nextCursor: string | null } = (
      await runs.page({ ...query, cursor })
    )._unsafeUnwrap();
    all.push(...page.runs);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

function picked<T>(list: readonly T[], n: number): T | undefined {
  return list.length === 0 ? undefined : list[n % list.length];
}

function command(name: string, run: (model: RecordsModel, real: RecordsUnderTest) => Promise<void>): Command {
  return {
    check: () => true,
    async run(model, real) {
      // Every other command shares its moment with the one before.
      model.now += model.born % 2;
      await run(model, real);
    },
    toString: () => name,
  };
}
