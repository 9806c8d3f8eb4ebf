import { describe, expect, test } from "vitest";
import type { AttemptId, RunId } from "../run/run-id.ts";
import { aWorld, bodyOf, create, filesIn, recordOf, upload, workOff, type World } from "../testing/a-world.ts";
import { HOUR } from "../testing/a-run.ts";
import type { Mayfly } from "./mayfly.ts";
import type { SweepAction } from "./sweep-tally.ts";

const STRANGER = "01jd00000000000000000strng" as RunId;
const ATTEMPT = "01je00000000000000000strng" as AttemptId;

/** A world in which each action is due once. */
async function aMess(): Promise<{ world: World; mayfly: Mayfly; wanted: SweepAction[] }> {
  const world = aWorld();
  const mayfly = world.start();
  const old = await create(mayfly);
  await upload(mayfly, old);
  await workOff(mayfly);
  world.clock.advance(7 * 24 * HOUR - HOUR);
  const kept = await create(mayfly, { options: { debug_keep_temp: true } });
  await upload(mayfly, kept);
  await workOff(mayfly);
  world.clock.advance(HOUR);
  const stuck = await create(mayfly);
  await upload(mayfly, stuck);
  (await world.start().take())._unsafeUnwrap();
  world.clock.advance(22 * HOUR);
  const expired = await create(mayfly);
  world.clock.advance(HOUR);
  await world.real.uploads.receive(STRANGER, ATTEMPT, "package", bodyOf(Uint8Array.of(1, 2)), 9, never);
  await world.real.outputs.seal(STRANGER, {}, []);
  const wanted: SweepAction[] = [
    { action: "forget_run", run: old.id },
    { action: "remove_temporary_files", run: kept.id },
    { action: "expire_upload", run: expired.id },
    { action: "mend_run", run: stuck.id },
    { action: "remove_orphaned_files", run: STRANGER },
    { action: "remove_orphaned_outputs", run: STRANGER },
  ];
  return { world, mayfly: world.start(), wanted };
}

const never = new AbortController().signal;
const inOrder = (actions: readonly SweepAction[]): string[] => actions.map((each) => JSON.stringify(each)).toSorted();

async function sweepAll(mayfly: Mayfly, dryRun: boolean): Promise<SweepAction[]> {
  const told: SweepAction[] = [];
  await mayfly.sweep("all", { dryRun, tell: (action) => told.push(action) });
  return told;
}

describe("a dry run", () => {
  test("tells what the sweep then does, and changes nothing", async () => {
    const { world, mayfly, wanted } = await aMess();
    const before = await filesIn(world);
    const records = await Promise.all(wanted.slice(0, 4).map((each) => recordOf(world, { id: each.run })));
    expect(inOrder(await sweepAll(mayfly, true))).toEqual(inOrder(wanted));
    expect(await filesIn(world)).toEqual(before);
    expect(await Promise.all(wanted.slice(0, 4).map((each) => recordOf(world, { id: each.run })))).toEqual(records);
    expect(inOrder(await sweepAll(mayfly, false))).toEqual(inOrder(wanted));
    expect(await sweepAll(mayfly, false)).toEqual([]);
  });

  test("counts the files that would go", async () => {
    const { mayfly } = await aMess();
    const dry = await mayfly.sweep(0, { dryRun: true });
    const done = await mayfly.sweep(0);
    expect(dry).toEqual(done);
    expect(dry).toMatchObject({ expired: 1, removed: 1, forgotten: 1, mended: 1 });
    expect(dry.files).toBeGreaterThan(2);
  });
});

test("a sweep ends when the server stops", async () => {
  const { mayfly } = await aMess();
  await mayfly.stop();
  expect(await sweepAll(mayfly, false)).toEqual([]);
});
