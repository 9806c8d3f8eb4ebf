import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  aRun,
  AN_ATTEMPT,
  A_PROCESS,
  A_RECEIPT,
  A_SHA256,
  A_SKILL,
  BIRTH,
  outcomeOf,
  stateIn,
} from "../testing/a-run.ts";
import { PHASES, TERMINAL_PHASES, type Phase } from "./phase.ts";
import type { Outcome } from "./run.ts";
import type { RunId } from "./run-id.ts";
import { MOVES, transition, type Move } from "./transition.ts";

/** The moves once more, arrow by arrow and by hand, so that no slip in the table goes unseen. */
const ARROWS = new Set([
  "claim_upload: awaiting_upload > receiving",
  "give_back: receiving > awaiting_upload",
  "give_back: staging > awaiting_upload",
  "stage: receiving > staging",
  "follow: staging > following",
  "lead: following > awaiting_upload",
  "enqueue: staging > queued",
  "enqueue: following > queued",
  "take: queued > running",
  "record_process: running > running",
  "decide: awaiting_upload > cleaning",
  "decide: receiving > cleaning",
  "decide: staging > cleaning",
  "decide: following > cleaning",
  "decide: queued > cleaning",
  "decide: running > cleaning",
  "end: cleaning > succeeded",
  "settle_temporary_files: succeeded > succeeded",
  "settle_temporary_files: failed > failed",
  "settle_temporary_files: canceled > canceled",
  "delete: succeeded > deleting",
  "delete: failed > deleting",
  "delete: canceled > deleting",
]);

/** What the power may take back. */
const NOT_FLUSHED: readonly Move[] = ["stage", "take"];

const STATUSES: readonly Outcome["status"][] = TERMINAL_PHASES;
const moves = Object.keys(MOVES) as Move[];

test("every move is on disk when it is answered, but those on the way to a promise or a start", () => {
  expect(moves.filter((move) => !MOVES[move].flushed)).toEqual(NOT_FLUSHED);
});

describe("`transition()`", () => {
  test("makes each move of the plan and refuses every other, for all moves from and to all phases", () => {
    for (const move of moves) {
      for (const from of PHASES) {
        for (const to of PHASES) {
          const arrow = `${move}: ${from} > ${to}`;
          expect(transition(aRun(from), move, stateIn(to), BIRTH).isOk(), arrow).toBe(ARROWS.has(arrow));
        }
      }
    }
  });

  test("names the move and both phases when it refuses", () => {
    expect(transition(aRun("queued"), "stage", stateIn("staging"), BIRTH)._unsafeUnwrapErr()).toEqual({
      code: "RUN_ILLEGAL_MOVE",
      message: "Cannot stage from queued to staging.",
    });
  });

  test("ends a cleaning run in the phase of its decided outcome and in no other", () => {
    for (const decided of STATUSES) {
      const run = aRun("cleaning", { state: stateIn("cleaning", decided) });
      for (const to of STATUSES) {
        expect(transition(run, "end", stateIn(to), BIRTH).isOk(), `${decided} > ${to}`).toBe(decided === to);
      }
    }
  });

  test("lets a terminal phase be left for its deletion alone, and that for nothing", () => {
    for (const from of [...STATUSES, "deleting"] as const) {
      for (const move of moves) {
        for (const to of PHASES.filter((each) => each !== from && !(each === "deleting" && move === "delete"))) {
          expect(transition(aRun(from), move, stateIn(to), BIRTH).isErr(), `${move}: ${from} > ${to}`).toBe(true);
        }
      }
    }
  });

  test("counts one version on, expects the version before, and tells where it came from", () => {
    const run = aRun("queued", { version: 41 });
    const made = transition(run, "take", stateIn("running"), BIRTH + 9)._unsafeUnwrap();
    expect(made).toEqual({
      move: "take",
      expectedVersion: 41,
      from: "queued",
      after: { ...run, state: stateIn("running"), version: 42, updatedAt: BIRTH + 9 },
    });
  });

  test("changes what it is told to change, and leaves the run that it was given as it was", () => {
    const run = aRun("staging");
    const before = structuredClone(run);
    const warnings = [{ code: "RUN_FIELD_IGNORED", message: "Ignored." }] as const;
    const temporaryFiles = { state: "removed", receipt: A_RECEIPT } as const;
    const outputs = AN_ATTEMPT as string as RunId;
    const cache = { key: A_SHA256, hit: false };
    const changes = { skill: A_SKILL, temporaryFiles, warnings, outputs, cache };
    const { after } = transition(run, "enqueue", stateIn("queued"), BIRTH + 9, changes)._unsafeUnwrap();
    expect(after).toMatchObject(changes);
    expect(after.request).toEqual(run.request);
    expect(run).toEqual(before);
  });

  test("law: along any legal walk the version counts up by one and `updatedAt` never goes back, whatever the clock does", () => {
    const step = fc.record({ choice: fc.nat(), now: fc.integer({ min: BIRTH - 1000, max: BIRTH + 1000 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.constantFrom(...STATUSES), (steps, status) => {
        let run = aRun("awaiting_upload", { version: 1, updatedAt: BIRTH });
        for (const { choice, now } of steps) {
          const open = legalArrows(run.state.phase, status);
          const chosen = open[choice % open.length];
          if (run.state.phase === "deleting") return;
          if (chosen === undefined) throw new Error(`A run is stuck in ${run.state.phase}.`);
          const { after } = transition(run, chosen.move, stateIn(chosen.to, status), now)._unsafeUnwrap();
          expect(after.version).toBe(run.version + 1);
          expect(after.updatedAt).toBe(Math.max(now, run.updatedAt));
          run = after;
        }
      }),
    );
  });

  test("lets a record of the process change nothing but the state of a running run", () => {
    const run = aRun("running", { state: { ...stateIn("running"), process: null } as never });
    const made = transition(run, "record_process", stateIn("running"), BIRTH)._unsafeUnwrap();
    expect(made.after.state).toMatchObject({ phase: "running", process: A_PROCESS });
  });

  test("keeps the outcome of the run in the state that it ends in", () => {
    const run = aRun("cleaning", { state: stateIn("cleaning", "failed") });
    const { after } = transition(run, "end", stateIn("failed"), BIRTH)._unsafeUnwrap();
    expect(after.state).toMatchObject({ phase: "failed", outcome: outcomeOf("failed") });
  });
});

function legalArrows(from: Phase, status: Outcome["status"]): { move: Move; to: Phase }[] {
  const all = moves.flatMap((move) => PHASES.map((to) => ({ move, to })));
  return all
    .filter(
      ({ move, to }) =>
        ARROWS.has(`${move}: ${from} > ${to}`) || (move === "end" && from === "cleaning" && to === status),
    )
    .filter(({ move, to }) => move !== "end" || to === status);
}
