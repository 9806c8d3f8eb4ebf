import { describe, expect, test } from "vitest";
import {
  addressOf,
  aWorld,
  create,
  filesIn,
  NO_TEMPORARY_FILES,
  recordOf,
  upload,
  workOff,
  type World,
} from "../testing/a-world.ts";
import { AN_ATTEMPT, BIRTH, HOUR } from "../testing/a-run.ts";
import { counted } from "../testing/counted.ts";
import { interceptedPorts } from "../testing/intercepted-ports.ts";
import { transition, type Move } from "../run/transition.ts";
import { commit } from "./commit.ts";
import { createContext } from "./create-context.ts";
import { CANCELED, decideRun } from "./end-run.ts";

/** From now on, `move` cannot be put on record. */
function without(world: World, move: Move, times = Number.POSITIVE_INFINITY): void {
  world.faults.fail("runs.commit", "unavailable", times, ([made]) => (made as { move: Move }).move === move);
}

const phaseOf = async (world: World, run: Parameters<typeof recordOf>[1]) => (await recordOf(world, run)).state.phase;

describe("a store that is away for long", () => {
  test("keeps an upload from being claimed, and the run awaits the next try", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    without(world, "claim_upload");
    expect((await upload(mayfly, run))._unsafeUnwrapErr()).toMatchObject({ code: "REQUEST_INTERNAL", run: run.id });
    expect(mayfly.activeRuns).toBe(0);
    world.faults.mend();
    expect((await upload(mayfly, run)).isOk()).toBe(true);
  });

  test("keeps a claim from being given back, which the sweep then does", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    without(world, "give_back");
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    await session.giveBack();
    expect(await phaseOf(world, run)).toBe("receiving");
    expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
    expect(world.told.at(-1)).toMatchObject({ level: "error", fields: { run: run.id } });
    world.faults.mend();
    expect(await mayfly.sweep(0)).toMatchObject({ mended: 1 });
    expect((await recordOf(world, run)).state.phase).toBe("awaiting_upload");
  });

  test("keeps a refusal from being decided; the run awaits another upload after the sweep", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    without(world, "decide");
    expect((await upload(mayfly, run, new Uint8Array(9))).isErr()).toBe(true);
    expect(await phaseOf(world, run)).toBe("staging");
    world.faults.mend();
    expect(await mayfly.sweep(0)).toMatchObject({ mended: 1 });
    expect(await phaseOf(world, run)).toBe("awaiting_upload");
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
  });

  test("keeps the start of a process from being recorded, so the program does not start", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    await upload(mayfly, run);
    let called = false;
    world.program = async () => {
      called = true;
    };
    without(world, "record_process");
    await workOff(mayfly);
    expect(called).toBe(false);
    expect((await recordOf(world, run)).state).toMatchObject({
      phase: "failed",
      outcome: { error: { code: "RUN_ENGINE_FAILED" } },
    });
  });

  test("keeps an outcome from being decided: the sweep ends the run as interrupted, and nothing is run twice", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    await upload(mayfly, run);
    without(world, "decide");
    await workOff(mayfly);
    expect(await phaseOf(world, run)).toBe("running");
    expect(await mayfly.sweep(0)).toMatchObject({ mended: 1 });
    expect(await phaseOf(world, run)).toBe("running");
    world.faults.mend();
    expect(await mayfly.sweep(0)).toMatchObject({ mended: 1 });
    expect((await recordOf(world, run)).state).toMatchObject({
      phase: "failed",
      outcome: { error: { code: "RUN_INTERRUPTED" } },
    });
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
  });

  test("keeps a late removal from being recorded, which the next sweep does", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly, { options: { debug_keep_temp: true } });
    await upload(mayfly, run);
    await workOff(mayfly);
    world.clock.advance(24 * HOUR);
    without(world, "settle_temporary_files", 1);
    expect(await mayfly.sweep(0)).toMatchObject({ removed: 0, failures: 1 });
    expect((await recordOf(world, run)).temporaryFiles.state).toBe("retained");
    expect(await mayfly.sweep(0)).toMatchObject({ removed: 1, failures: 0 });
    expect((await recordOf(world, run)).temporaryFiles.state).toBe("removed");
  });

  test("keeps workers from taking runs, and no run is lost", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    await upload(mayfly, run);
    world.faults.fail("queue.take", "unavailable", 1);
    expect((await mayfly.take())._unsafeUnwrapErr().kind).toBe("unavailable");
    expect(mayfly.activeRuns).toBe(0);
    expect(await workOff(mayfly)).toBe(1);
    expect(await phaseOf(world, run)).toBe("succeeded");
  });

  test("keeps workers from taking runs when it asked already and then failed", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    await upload(mayfly, run);
    const take = world.real.queue.take.bind(world.real.queue);
    world.real.queue.take = async (how) => {
      world.real.queue.take = take;
      const queued = await recordOf(world, run);
      how(queued as never);
      how(queued as never);
      throw new Error("A bug in the store.");
    };
    await expect(mayfly.take()).rejects.toThrow("A bug in the store.");
    await Promise.resolve();
    expect(mayfly.activeRuns).toBe(0);
    expect(await workOff(mayfly)).toBe(1);
  });
});

describe("a store that keeps a move and cannot say so", () => {
  const doubt = (world: World, move: Move): void =>
    world.faults.fail("runs.commit", "done_but_unavailable", 1, ([made]) => (made as { move: Move }).move === move);

  test.each(["decide", "end"] as const)("is believed when it is asked again: %s", async (move) => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    await upload(mayfly, run);
    doubt(world, move);
    await workOff(mayfly);
    expect(await phaseOf(world, run)).toBe("succeeded");
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
    expect(counted(world.counters)["runs_ended temporary succeeded"]).toBe(1);
    expect(world.told.filter((each) => each.event === "run ended")).toHaveLength(1);
    expect(await mayfly.sweep(0)).toMatchObject({ mended: 0 });
  });

  test("is believed when a claim is given back", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    doubt(world, "give_back");
    await (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap().giveBack();
    expect(await phaseOf(world, run)).toBe("awaiting_upload");
    expect(world.told.filter((each) => each.level === "error")).toEqual([]);
  });

  test("is not believed where another move came meanwhile", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const context = createContext(interceptedPorts(world.real, world.faults.intercept));
    without(world, "decide", 1);
    const committing = decideRun(context, run, CANCELED, false);
    const claim = { phase: "receiving", attempt: AN_ATTEMPT, dueAt: BIRTH + HOUR } as const;
    (await world.real.runs.commit(transition(run, "claim_upload", claim, BIRTH)._unsafeUnwrap()))._unsafeUnwrap();
    expect((await committing)._unsafeUnwrapErr()).toEqual({ kind: "conflict" });
    expect(await phaseOf(world, run)).toBe("receiving");
  });
});

test("`commit()` throws for a move that the table does not have: a step that asks for it is a bug", async () => {
  const world = aWorld();
  const run = await create(world.start());
  const context = createContext(world.real);
  await expect(commit(context, run, "end", run.state)).rejects.toThrow(
    "Cannot end from awaiting_upload to awaiting_upload.",
  );
  expect((await recordOf(world, run)).version).toBe(1);
});
