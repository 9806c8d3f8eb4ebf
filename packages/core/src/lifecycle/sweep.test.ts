import { describe, expect, test } from "vitest";
import {
  addressOf,
  anEndedRun,
  aWorld,
  bodyOf,
  create,
  filesIn,
  NO_TEMPORARY_FILES,
  PACKAGE_ZIP,
  recordOf,
  resultOf,
  upload,
  workOff,
} from "../testing/a-world.ts";
import { HOUR } from "../testing/a-run.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import type { SweepReport } from "./sweep-tally.ts";
import type { Mayfly } from "./mayfly.ts";

const NOTHING: SweepReport = {
  expired: 0,
  removed: 0,
  forgotten: 0,
  mended: 0,
  uncached: 0,
  keys: 0,
  orphans: 0,
  files: 0,
  bytes: 0,
  failures: 0,
};
const STRANGER = "01jd00000000000000000strng" as RunId;
const ATTEMPT = "01je00000000000000000strng" as AttemptId;
const never = new AbortController().signal;

async function sweepAllShards(mayfly: Mayfly): Promise<SweepReport[]> {
  const reports: SweepReport[] = [];
  for (let shard = 0; shard < 256; shard += 1) reports.push(await mayfly.sweep(shard));
  return reports;
}

describe("`sweep()`", () => {
  test("finds nothing to do in an empty world, and keeps quiet", async () => {
    const world = aWorld();
    expect(await world.start().sweep(0)).toEqual(NOTHING);
    expect(world.told).toEqual([]);
  });

  test("ends a run whose upload never came, at its moment", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    world.clock.advance(HOUR - 1);
    expect(await mayfly.sweep(0)).toEqual(NOTHING);
    world.clock.advance(1);
    expect(await mayfly.sweep(0)).toEqual({ ...NOTHING, expired: 1 });
    expect(await recordOf(world, run)).toMatchObject({
      state: { phase: "failed", outcome: { error: { code: "RUN_UPLOAD_EXPIRED" } } },
      temporaryFiles: { state: "removed" },
    });
    expect(await resultOf(world, run)).toMatchObject({ status: "failed", error: { code: "RUN_UPLOAD_EXPIRED" } });
    expect((await mayfly.claimUpload(addressOf(run)))._unsafeUnwrapErr().code).toBe("RUN_UPLOAD_EXPIRED");
  });

  test("forgets a run with its outputs when their retention is over", async () => {
    const { world, mayfly, run } = await anEndedRun();
    world.clock.advance(7 * 24 * HOUR - 1);
    expect(await mayfly.sweep(0)).toEqual(NOTHING);
    world.clock.advance(1);
    expect(await mayfly.sweep(0)).toEqual({ ...NOTHING, forgotten: 1, files: 4, bytes: expect.any(Number) });
    expect((await world.real.runs.find(run.id))._unsafeUnwrap()).toBeNull();
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
  });

  test("forgets retained files with their run when the outputs' retention is the shorter one", async () => {
    const world = aWorld();
    const mayfly = world.start({ outputTtlMs: HOUR });
    const run = await create(mayfly, { options: { debug_keep_temp: true } });
    await upload(mayfly, run);
    await workOff(mayfly);
    world.clock.advance(HOUR);
    expect(await mayfly.sweep(0)).toMatchObject({ forgotten: 1 });
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
  });

  test("removes temporary files and outputs that no record knows", async () => {
    const world = aWorld();
    await world.real.uploads.receive(STRANGER, ATTEMPT, "package", bodyOf(Uint8Array.of(1, 2, 3)), 9, never);
    await world.real.workspaces.writeDocument(STRANGER, ATTEMPT, {});
    await world.real.outputs.seal(STRANGER, {}, []);
    const reports = await sweepAllShards(world.start());
    expect(reports[0]).toMatchObject({ files: expect.any(Number), failures: 0 });
    // Both temporary places go with the first that is found; the outputs wait for their shard.
    expect(reports.reduce((sum, each) => sum + each.orphans, 0)).toBe(2);
    expect(reports.reduce((sum, each) => sum + each.files, 0)).toBe(3);
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
  });

  test("removes what lies under a run that awaits its upload, or whose files were said to be removed", async () => {
    const { world, mayfly, run } = await anEndedRun();
    const waiting = await create(mayfly);
    for (const { id } of [run, waiting]) {
      await world.real.uploads.receive(id, ATTEMPT, "package", bodyOf(Uint8Array.of(1)), 9, never);
    }
    expect(await mayfly.sweep(0)).toEqual({ ...NOTHING, orphans: 2, files: 2, bytes: 2 });
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
    expect((await recordOf(world, waiting)).version).toBe(1);
  });

  test("never touches a run that is alive, in any of its phases", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const sweepAgain = async (): Promise<void> => {
      world.clock.advance(HOUR);
      expect(await mayfly.sweep(0)).toEqual(NOTHING);
    };
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    await sweepAgain();
    await session.receive("package", bodyOf(PACKAGE_ZIP));
    await sweepAgain();
    const held = world.faults.hold("workspaces.stage");
    const finished = session.finish();
    await held.reached;
    await sweepAgain();
    held.release();
    await finished;
    await sweepAgain();
    const taken = (await mayfly.take())._unsafeUnwrap();
    await sweepAgain();
    world.program = async (job) => {
      job.artifact("report.md", "x");
      job.output({ rows: 1 });
      expect(await mayfly.sweep(0)).toEqual(NOTHING);
    };
    const cleaning = world.faults.hold("workspaces.remove");
    const executed = taken?.execute();
    await cleaning.reached;
    expect((await recordOf(world, run)).state.phase).toBe("cleaning");
    await sweepAgain();
    cleaning.release();
    await executed;
    await sweepAgain();
    expect((await recordOf(world, run)).state.phase).toBe("succeeded");
    expect(await resultOf(world, run)).toMatchObject({ status: "success" });
  });

  test("does not take a run that moved on between its listing and its turn", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    // The sweep lists the run as receiving; before its turn, the upload is given back.
    const held = world.faults.hold("runs.find");
    const other = world.start();
    const swept = other.sweep(0);
    await held.reached;
    await session.giveBack();
    held.release();
    expect(await swept).toEqual(NOTHING);
    expect((await recordOf(world, run)).version).toBe(3);
  });

  test("counts what it cannot read or remove, says so, and does the rest", async () => {
    const { world, mayfly } = await anEndedRun();
    await create(mayfly);
    world.clock.advance(HOUR);
    const lists = ["runs.inPhases", "uploads.list", "workspaces.list", "outputs.list", "workspaces.emptyTrash"];
    for (const call of lists) world.faults.fail(call);
    const failures = lists.length;
    expect(await mayfly.sweep(0)).toEqual({ ...NOTHING, expired: 1, failures });
    world.faults.mend();
    world.faults.fail("runs.due");
    expect(await mayfly.sweep(0)).toEqual({ ...NOTHING, failures: 1 });
    expect(world.told.filter((line) => line.level === "warn")).toHaveLength(failures + 1);
  });

  test("counts an orphan that it cannot look up or remove, and tries again at the next sweep", async () => {
    const world = aWorld();
    await world.real.uploads.receive(STRANGER, ATTEMPT, "package", bodyOf(Uint8Array.of(1)), 9, never);
    const mayfly = world.start();
    world.faults.fail("runs.find", "unavailable", 1);
    expect(await mayfly.sweep(0)).toEqual({ ...NOTHING, failures: 1 });
    world.faults.fail("uploads.remove", "unavailable", 1);
    expect(await mayfly.sweep(0)).toEqual({ ...NOTHING, orphans: 1, failures: 1 });
    expect(await mayfly.sweep(0)).toEqual({ ...NOTHING, orphans: 1, files: 1, bytes: 1 });
  });

  test("goes on after a run that it trips over because of a bug", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const [first, second] = [await create(mayfly), await create(mayfly)];
    world.clock.advance(HOUR);
    world.faults.fail("outputs.seal", "throws", 1);
    expect(await mayfly.sweep(0)).toMatchObject({ expired: 2, failures: 1, mended: 1 });
    expect((await recordOf(world, first)).state.phase).toBe("failed");
    expect((await recordOf(world, second)).state.phase).toBe("failed");
    expect(mayfly.activeRuns).toBe(0);
  });

  test("hides a run that it cannot forget, and forgets it the next time", async () => {
    const { world, mayfly, address } = await anEndedRun();
    world.clock.advance(7 * 24 * HOUR);
    world.faults.fail("runs.forget", "unavailable", 1);
    expect(await mayfly.sweep(0)).toMatchObject({ forgotten: 0, files: 4, failures: 1 });
    expect((await mayfly.find(address))._unsafeUnwrapErr().code).toBe("RUN_NOT_FOUND");
    expect(
      (await mayfly.list({ owner: "", kind: "temporary", phases: null, limit: 9, cursor: null }))._unsafeUnwrap(),
    ).toEqual({
      runs: [],
      nextCursor: null,
    });
    expect(await mayfly.sweep(0)).toEqual({ ...NOTHING, forgotten: 1 });
  });
});
