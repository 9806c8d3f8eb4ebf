// What do callers do who race for the same records?
import * as fc from "fast-check";
import {
  isOver,
  MOVES,
  PHASES,
  PLACE_HOLDING_PHASES,
  type CountGuard,
  type Move,
  type Phase,
  type Run,
  type Ways,
} from "@mayfly/core";
import { expect } from "vitest";
import { aRun, aStep, BIRTH, wayTo } from "../a-run.ts";
import type { RecordsUnderTest } from "../records-under-test.ts";
import { aKeyedRun, KEY, queryFor, waysOf, waysOfFollower } from "../run-cache/an-entry.ts";
import type { RacingJournal } from "./racing-journal.ts";

type Records = Pick<RecordsUnderTest, "runs" | "queue" | "cache">;

interface Act {
  readonly does: "create" | "commit" | "take" | "forget" | "place";
  readonly pick: number;
  /** Whether it begins in one moment with those of others that do, so that none is over before the next begins. */
  readonly isTogether: boolean;
}

/** Resolves for all that wait in one moment, one right after the other. */
export type Together = () => Promise<void>;

export function createTogether(): Together {
  let moment: Promise<void> | null = null;
  return () => {
    moment ??= new Promise((resolve) => {
      setImmediate(() => {
        moment = null;
        resolve();
      });
    });
    return moment;
  };
}

const AWAITING: CountGuard = { phases: ["awaiting_upload"], below: 3 };
const PLACE: CountGuard = { phases: PLACE_HOLDING_PHASES, below: 3 };

/** Would let a run past a guard, or let it lead unasked. */
const UNGUARDED: readonly Move[] = ["give_back", "lead"];

const MANY = 100;

/** What each of several callers does: all begin with the same, at once, and then each goes its own way. */
export function callerScripts(): fc.Arbitrary<readonly (readonly Act[])[]> {
  const does = fc.constantFrom<Act["does"]>("create", "commit", "commit", "commit", "take", "take", "place", "forget");
  const act = fc.record({ does, pick: fc.nat(20), isTogether: fc.boolean() });
  const opening = fc.constantFrom<Act["does"]>("create", "commit", "take", "place");
  const rest = fc.array(act, { minLength: 1, maxLength: 7 });
  return fc
    .tuple(opening, fc.nat(20), fc.array(rest, { minLength: 2, maxLength: 4 }))
    .map(([does, pick, rests]) => rests.map((acts) => [{ does, pick, isTogether: true }, ...acts]));
}

/** Something to race for from the start: two runs in the queue, one that awaits its upload. */
export async function playBeginning({ runs }: Records, journal: RacingJournal): Promise<void> {
  for (const phase of ["queued", "queued", "awaiting_upload"] as const) {
    let run = aRun({ id: journal.freshId() });
    (await runs.create(run, AWAITING))._unsafeUnwrap();
    journal.won(run, null);
    for (const move of wayTo(phase)) {
      const step = aStep(run, move, run.updatedAt + 1);
      (await runs.commit(step))._unsafeUnwrap();
      journal.won(step.after, move);
      run = step.after;
    }
  }
}

/** Does one act after the other; each call, and each answer, comes when the scheduler pleases. */
export async function playScript(
  records: Records,
  script: readonly Act[],
  scheduler: fc.Scheduler,
  together: Together,
  journal: RacingJournal,
): Promise<void> {
  for (const act of script) {
    await scheduler.schedule(Promise.resolve(), `looks, to ${act.does}`);
    const there = (await records.runs.inPhases(PHASES, MANY))._unsafeUnwrap();
    await scheduler.schedule(Promise.resolve(), act.does);
    if (act.isTogether) await together();
    await ACTS[act.does](records, there, act.pick, journal);
    await scheduler.schedule(Promise.resolve(), `has heard of ${act.does}`);
    await expectGuarded(records);
  }
}

/** Whoever looks, and whenever, finds no guard passed and one leader. */
async function expectGuarded({ runs }: Records): Promise<void> {
  for (const { phases, below } of [AWAITING, PLACE])
    expect((await runs.count(phases))._unsafeUnwrap()).toBeLessThanOrEqual(below);
  const flying = PHASES.filter((phase) => !isOver(phase) && phase !== "following");
  const leading = (await runs.inPhases(flying, MANY))._unsafeUnwrap().filter(({ cache }) => cache.key === KEY);
  expect(leading.length).toBeLessThanOrEqual(1);
}

type Do = (records: Records, there: readonly Run[], pick: number, journal: RacingJournal) => Promise<void>;

const ACTS: Readonly<Record<Act["does"], Do>> = {
  async create({ runs }, _there, _pick, journal) {
    const run = aRun({ id: journal.freshId() });
    const created = await runs.create(run, AWAITING);
    if (created.isOk()) journal.won(run, null);
    else expect(created.error.kind).toBe("full");
  },
  async commit({ runs }, there, pick, journal) {
    const run = picked(
      there.filter(({ state }) => state.phase !== "following"),
      pick,
    );
    const move = run === undefined ? undefined : picked(movesFrom(run.state.phase), pick);
    if (run === undefined || move === undefined) return;
    const step = aStep(run, move, run.updatedAt + 1);
    const committed = await runs.commit(step, move === "claim_upload" ? PLACE : undefined);
    if (committed.isOk()) journal.won(step.after, move);
    else if (committed.error.kind === "conflict") journal.lost(run);
    else expect([committed.error.kind, move]).toEqual(["full", "claim_upload"]);
  },
  async take({ queue }, _there, _pick, journal) {
    const taken = (await queue.take((run) => aStep(run, "take", run.updatedAt + 1)))._unsafeUnwrap();
    if (taken !== null) journal.won(taken, "take");
  },
  async forget({ runs }, there, pick, journal) {
    const run = picked(
      there.filter(({ state }) => isOver(state.phase)),
      pick,
    );
    if (run === undefined) return;
    const forgotten = await runs.forget(run.id, run.version);
    if (forgotten.isErr()) journal.lost(run);
    else journal.forgot(run);
  },
  async place({ cache }, there, pick, journal) {
    const follower = picked(
      there.filter(({ state, cache: { key } }) => state.phase === "following" && key === KEY),
      pick,
    );
    if (follower !== undefined && pick % 2 === 0) return lead(cache, follower, journal);
    const born = aKeyedRun({ id: journal.freshId() });
    return lead(cache, born, journal, waysOf(born));
  },
};

async function lead(cache: Records["cache"], run: Run, journal: RacingJournal, ways?: Ways): Promise<void> {
  const chosen = ways ?? waysOfFollower(run);
  const guard = ways === undefined ? PLACE : AWAITING;
  const placed = await cache.place(queryFor(run, BIRTH), { ...chosen, lead: () => ({ ...chosen.lead(), guard }) });
  if (placed.isOk() && placed.value.run !== null) journal.won(placed.value.run, ways === undefined ? "enqueue" : null);
  else if (placed.isErr() && placed.error.kind === "conflict") journal.lost(run);
}

function movesFrom(phase: Phase): readonly Move[] {
  return Object.entries(MOVES).flatMap(([move, { from }]) =>
    (from as readonly Phase[]).includes(phase) && !UNGUARDED.includes(move as Move) ? [move as Move] : [],
  );
}

function picked<T>(list: readonly T[], n: number): T | undefined {
  return list.length === 0 ? undefined : list[n % list.length];
}
