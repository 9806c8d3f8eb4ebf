import { describe, expect, test } from "vitest";
import { createMemoryJudge } from "../memory/memory-judge.ts";
import { catalogOf } from "../testing/a-catalog.ts";
import {
  aWorld,
  addressOf,
  bodyOf,
  INPUTS_ZIP,
  NO_TEMPORARY_FILES,
  filesIn,
  PACKAGE_ZIP,
  recordOf,
  resultOf,
  workOff,
  type World,
} from "../testing/a-world.ts";
import { RUNNER, SKILL, zipOf } from "../testing/skill-package.ts";
import type { Mayfly } from "./mayfly.ts";

const WITHOUT_INPUTS = zipOf({
  ...SKILL,
  "demo/assets/runner.json": { ...RUNNER, engines: ["function"] },
  "demo/assets/input.schema.json": { type: "object", properties: {} },
});
const BROKEN = zipOf({ ...SKILL, "demo/assets/runner.json": { ...RUNNER, engines: [] } });

function jobWorld(zips: Readonly<Record<string, Uint8Array>>): { world: World; installed: Map<string, Uint8Array> } {
  const installed = new Map(Object.entries(zips));
  const world = aWorld({ ports: { judge: createMemoryJudge(), catalog: catalogOf(installed) } });
  return { world, installed };
}

async function runsOf(mayfly: Mayfly): Promise<number> {
  const page = await mayfly.list({ owner: "", kind: "installed", phases: null, limit: 10, cursor: null });
  return page._unsafeUnwrap().runs.length;
}

describe("createJob()", () => {
  test("starts a skill without inputs at once, and its run is like any other", async () => {
    const { world } = jobWorld({ demo: WITHOUT_INPUTS });
    const mayfly = world.start();
    const run = (await mayfly.createJob({ skillId: "demo", parameter: { limit: 4 } }))._unsafeUnwrap();
    expect(run).toMatchObject({
      kind: "installed",
      request: { skillId: "demo" },
      state: { phase: "queued" },
      skill: { engine: "function", parameter: { limit: 4 }, hasInputs: false },
    });
    expect(await workOff(mayfly)).toBe(1);
    expect((await recordOf(world, run)).state).toMatchObject({ phase: "succeeded" });
    expect(await resultOf(world, run)).toMatchObject({ status: "success", data: { rows: 3 } });
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
  });

  test("waits for the files of a skill that takes some, and takes the skill as it is then", async () => {
    const { world, installed } = jobWorld({ demo: PACKAGE_ZIP });
    const mayfly = world.start();
    const run = (await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrap();
    expect(run.state.phase).toBe("awaiting_upload");
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    (await session.receive("inputs", bodyOf(INPUTS_ZIP)))._unsafeUnwrap();
    const staged = (await session.finish())._unsafeUnwrap();
    installed.delete("demo");
    expect(staged.run).toMatchObject({ state: { phase: "queued" }, skill: { hasInputs: true } });
    expect(await workOff(mayfly)).toBe(1);
    expect((await recordOf(world, run)).state).toMatchObject({ phase: "succeeded" });
  });

  test.each([
    ["a skill that is not installed", { skillId: "other" }, "SKILL_NOT_FOUND"],
    ["a skill with problems of its own", { skillId: "broken" }, "SKILL_BROKEN"],
    ["parameters that the skill does not take", { skillId: "demo", parameter: { limit: "many" } }, "INPUT_PARAMETER"],
    ["an engine that the server does not have", { skillId: "demo", engine: "codex" }, "RUN_ENGINE_UNKNOWN"],
  ])("refuses %s, and keeps no run", async (_, wanted, code) => {
    const { world } = jobWorld({ demo: WITHOUT_INPUTS, broken: BROKEN });
    const mayfly = world.start();
    expect((await mayfly.createJob(wanted))._unsafeUnwrapErr()).toMatchObject({ code, run: null });
    expect(await runsOf(mayfly)).toBe(0);
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
  });

  test("tells every problem of a broken skill", async () => {
    const mayfly = jobWorld({ demo: BROKEN }).world.start();
    const refused = (await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrapErr();
    expect(refused.problems.map(({ code }) => code)).toEqual(["PACKAGE_ENGINES_EMPTY"]);
  });

  test("keeps no run when the queue is full, and says when to come back", async () => {
    const mayfly = jobWorld({ demo: WITHOUT_INPUTS }).world.start({ maxQueued: 1 });
    (await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrap();
    const refused = (await mayfly.createJob({ skillId: "demo", parameter: { limit: 4 } }))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ code: "RUN_QUEUE_FULL", run: null, retryAfterSeconds: 5 });
    expect(await runsOf(mayfly)).toBe(1);
  });

  test.each([
    ["was removed", null, "SKILL_NOT_FOUND"],
    ["broke", zipOf({ ...SKILL, "demo/assets/runner.json": "{" }), "SKILL_BROKEN"],
  ])("ends a run whose skill %s before its files came", async (_, left, code) => {
    const { world, installed } = jobWorld({ demo: PACKAGE_ZIP });
    const mayfly = world.start();
    const run = (await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrap();
    if (left === null) installed.delete("demo");
    else installed.set("demo", left);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    (await session.receive("inputs", bodyOf(INPUTS_ZIP)))._unsafeUnwrap();
    expect((await session.finish())._unsafeUnwrapErr()).toMatchObject({ code, run: run.id });
    expect((await recordOf(world, run)).state).toMatchObject({ phase: "failed" });
    expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
  });

  test("knows no skill where there is no catalog", async () => {
    const mayfly = aWorld().start();
    expect((await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrapErr().code).toBe("SKILL_NOT_FOUND");
  });
});
