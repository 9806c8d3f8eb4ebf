import { describe, expect, test } from "vitest";
import { createMemoryJudge } from "../memory/memory-judge.ts";
import { createMemorySkills, type MemorySkills } from "../memory/memory-skills.ts";
import {
  aWorld,
  addressOf,
  bodyOf,
  INPUTS_ZIP,
  NO_TEMPORARY_FILES,
  filesIn,
  recordOf,
  resultOf,
  workOff,
  type World,
} from "../testing/a-world.ts";
import { bytesOf, RUNNER, SKILL, type Tree } from "../testing/skill-package.ts";
import type { Mayfly } from "./mayfly.ts";

const WITH_INPUTS: Tree = {
  ...SKILL,
  "demo/assets/runner.json": { ...RUNNER, engines: ["function"] },
  "demo/assets/input.schema.json": { type: "object", properties: { table: { type: "string" } } },
};
const WITHOUT_INPUTS: Tree = { ...WITH_INPUTS, "demo/assets/input.schema.json": { type: "object", properties: {} } };
const BROKEN: Tree = { ...SKILL, "demo/assets/runner.json": { ...RUNNER, engines: [] } };

function filesOf(tree: Tree): Map<string, Uint8Array> {
  return new Map(Object.entries(tree).map(([path, content]) => [path.slice("demo/".length), bytesOf(content)]));
}

/** A world in which `demo` is installed. */
function jobWorld(demo: Tree): { world: World; installed: MemorySkills } {
  const installed = createMemorySkills();
  installed.put("demo", filesOf(demo));
  const world = aWorld({ ports: { judge: createMemoryJudge(), catalog: installed.catalog } });
  return { world, installed };
}

async function runsOf(mayfly: Mayfly): Promise<number> {
  const page = await mayfly.list({ owner: "", kind: "installed", phases: null, limit: 10, cursor: null });
  return page._unsafeUnwrap().runs.length;
}

describe("createJob()", () => {
  test("starts a skill without inputs at once, and its run is like any other", async () => {
    const { world } = jobWorld(WITHOUT_INPUTS);
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
    const { world, installed } = jobWorld(WITH_INPUTS);
    const mayfly = world.start();
    const run = (await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrap();
    expect(run.state.phase).toBe("awaiting_upload");
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    (await session.receive("inputs", bodyOf(INPUTS_ZIP)))._unsafeUnwrap();
    const staged = (await session.finish())._unsafeUnwrap();
    installed.put("demo", null);
    expect(staged.run).toMatchObject({ state: { phase: "queued" }, skill: { hasInputs: true } });
    expect(await workOff(mayfly)).toBe(1);
    expect((await recordOf(world, run)).state).toMatchObject({ phase: "succeeded" });
  });

  test.each([
    ["a skill that is not installed", { skillId: "other" }, "SKILL_NOT_FOUND", WITHOUT_INPUTS],
    ["a skill with problems of its own", { skillId: "demo" }, "SKILL_BROKEN", BROKEN],
    [
      "parameters that it does not take",
      { skillId: "demo", parameter: { limit: "x" } },
      "INPUT_PARAMETER",
      WITHOUT_INPUTS,
    ],
    ["an engine that is not there", { skillId: "demo", engine: "codex" }, "RUN_ENGINE_UNKNOWN", WITHOUT_INPUTS],
  ])("refuses %s, and keeps no run", async (_, wanted, code, skill) => {
    const { world } = jobWorld(skill);
    const mayfly = world.start();
    expect((await mayfly.createJob(wanted))._unsafeUnwrapErr()).toMatchObject({ code, run: null });
    expect(await runsOf(mayfly)).toBe(0);
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 0 });
  });

  test("tells every problem of a broken skill", async () => {
    const mayfly = jobWorld(BROKEN).world.start();
    const refused = (await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrapErr();
    expect(refused.problems.map(({ code }) => code)).toEqual(["PACKAGE_ENGINES_EMPTY"]);
  });

  test("keeps no run when the queue is full, and says when to come back", async () => {
    const mayfly = jobWorld(WITHOUT_INPUTS).world.start({ maxQueued: 1 });
    (await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrap();
    const refused = (await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ code: "RUN_QUEUE_FULL", run: null, retryAfterSeconds: 5 });
    expect(await runsOf(mayfly)).toBe(1);
  });

  test("ends a run whose skill was removed before its files came", async () => {
    const { world, installed } = jobWorld(WITH_INPUTS);
    const mayfly = world.start();
    const run = (await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrap();
    installed.put("demo", null);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    (await session.receive("inputs", bodyOf(INPUTS_ZIP)))._unsafeUnwrap();
    expect((await session.finish())._unsafeUnwrapErr()).toMatchObject({ code: "SKILL_NOT_FOUND", run: run.id });
    expect((await recordOf(world, run)).state).toMatchObject({ phase: "failed" });
    expect(await filesIn(world)).toMatchObject(NO_TEMPORARY_FILES);
  });

  test("knows no skill where there is no catalog", async () => {
    const mayfly = aWorld().start();
    expect((await mayfly.createJob({ skillId: "demo" }))._unsafeUnwrapErr().code).toBe("SKILL_NOT_FOUND");
  });
});
