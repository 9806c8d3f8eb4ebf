import { describe, expect, test } from "vitest";
import { createMemoryJudge } from "../memory/memory-judge.ts";
import {
  aWorld,
  create,
  filesIn,
  historyOf,
  INPUTS_ZIP,
  NO_TEMPORARY_FILES,
  PACKAGE_ZIP,
  recordOf,
  resultOf,
  upload,
  workOff,
} from "../testing/a-world.ts";
import { BIRTH, HOUR } from "../testing/a-run.ts";
import type { ProcessIdentity } from "../run/run.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe("a run", () => {
  test("walks through every phase and ends with its outputs, a receipt, and nothing else", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const run = await create(mayfly, { parameter: { limit: 4 } });
    expect(run).toMatchObject({ version: 1, state: { phase: "awaiting_upload", dueAt: BIRTH + HOUR }, skill: null });

    const staged = (await upload(mayfly, run, PACKAGE_ZIP, INPUTS_ZIP))._unsafeUnwrap();
    expect(staged.extractedFiles).toBe(7);
    expect(staged.run).toMatchObject({
      state: { phase: "queued" },
      skill: { engine: "function", parameter: { limit: 4 }, hasInputs: true, extractedFiles: 7 },
      temporaryFiles: { state: "staged" },
    });
    expect(await filesIn(world)).toEqual({ uploads: 2, workspaces: 7, outputs: 0 });

    world.clock.advance(5);
    expect(await workOff(mayfly)).toBe(1);
    const ended = await recordOf(world, run);
    expect(ended).toMatchObject({
      state: {
        phase: "succeeded",
        outcome: { status: "succeeded", error: null },
        endedAt: BIRTH + 5,
        outputsDueAt: BIRTH + 5 + 7 * 24 * HOUR,
      },
      warnings: [],
      temporaryFiles: {
        state: "removed",
        receipt: {
          action: "removed",
          reason: "the run succeeded",
          at: BIRTH + 5,
          packageSha256: staged.run.skill?.packageSha256,
        },
      },
    });
    // Seven staged files, the job document, output and artifact of the program, and two uploaded parts.
    expect(ended.temporaryFiles.receipt?.files).toBe(12);
    expect(ended.temporaryFiles.receipt?.bytes).toBeGreaterThan(PACKAGE_ZIP.length);
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
    expect((await historyOf(world, run)).map((each) => each.phase)).toEqual([
      "awaiting_upload",
      "receiving",
      "staging",
      "queued",
      "running",
      "running",
      "cleaning",
      "succeeded",
    ]);
    expect(await resultOf(world, run)).toEqual({
      status: "success",
      data: { rows: 3 },
      artifacts: ["artifacts/report.md"],
      validation_warnings: [],
      error: null,
    });
    expect(mayfly.activeRuns).toBe(0);
    expect(world.clock.sleepers).toBe(0);
    expect(world.told.filter((line) => line.level !== "info")).toEqual([]);
  });

  test("gives its program the job that was asked for, with defaults, and its process is on record before it starts", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const run = await create(mayfly, { parameter: { label: "x" } });
    await upload(mayfly, run, PACKAGE_ZIP, INPUTS_ZIP);
    let seen: unknown = null;
    let onRecord: ProcessIdentity | null = null;
    world.program = async (job) => {
      const { state } = await recordOf(world, run);
      if (state.phase === "running") onRecord = state.process;
      seen = {
        document: job.document,
        table: text(job.input("table") ?? new Uint8Array(0)),
        none: job.input("nothing"),
      };
      job.artifact("report.md", "x");
      job.output({ rows: 0 });
    };
    await workOff(mayfly);
    const root = `/memory/${run.id}`;
    expect(seen).toEqual({
      document: {
        input: { table: expect.stringMatching(`^${root}/[^/]+/inputs/table/data.csv$`) },
        parameter: { limit: 10, label: "x" },
        run_dir: expect.stringMatching(`^${root}/[^/]+/run$`),
        skill_dir: expect.stringMatching(`^${root}/[^/]+/skill$`),
        artifacts_dir: expect.stringMatching(`^${root}/[^/]+/run/artifacts$`),
        output_path: expect.stringMatching(`^${root}/[^/]+/run/output.json$`),
        request_id: run.id,
        skill_id: "demo",
      },
      table: "a,b\n1,2\n",
      none: null,
    });
    expect(onRecord).toEqual({ pid: 0, startTime: "", bootId: "" });
    expect((await recordOf(world, run)).state.phase).toBe("succeeded");
  });

  test("is taken in the order of the queue, each by one worker only", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const runs = [];
    for (let n = 0; n < 3; n += 1) {
      const run = await create(mayfly);
      runs.push(run.id);
      await upload(mayfly, run);
      world.clock.advance(1);
    }
    const taken = await Promise.all([mayfly.take(), mayfly.take(), mayfly.take(), mayfly.take()]);
    expect(taken.map((each) => each._unsafeUnwrap()?.run.id ?? null)).toEqual([...runs, null]);
    for (const each of taken) await each._unsafeUnwrap()?.execute();
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 3 });
  });

  test("tells whoever listens of each change, and wakes workers when it is queued", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const run = await create(mayfly);
    let changes = 0;
    let wakes = 0;
    const leave = mayfly.onChanged(run.id, () => (changes += 1));
    const sleep = mayfly.onQueued(() => (wakes += 1));
    await upload(mayfly, run);
    await workOff(mayfly);
    await Promise.resolve();
    expect(changes).toBe(7);
    expect(wakes).toBe(1);
    leave();
    sleep();
  });
});
