import { err, ok } from "neverthrow";
import { describe, expect, test } from "vitest";
import { lenientJudge } from "../testing/lenient-judge.ts";
import { aWorld, create, filesIn, packageOn, pause, recordOf, upload, workOff } from "../testing/a-world.ts";
import { expectFailed } from "../testing/expect-run.ts";
import { createMemoryRunOutputs } from "../memory/memory-run-outputs.ts";
import { createMemoryWorkspaces } from "../memory/memory-workspaces.ts";
import type { Engine } from "../ports/engine.ts";
import type { RunOutputs } from "../ports/run-outputs.ts";

describe("an engine that cannot run the program fails the run", () => {
  const engine = (execute: Engine["execute"]): Engine => ({
    name: "odd",
    describe: () => ({
      name: "odd",
      available: true,
      reason: null,
      version: null,
      models: null,
      network: "none",
      wall: "none",
    }),
    refuses: () => null,
    execute,
    reap: async () => ok(),
  });
  const ODD = packageOn("odd");

  async function runOn(execute: Engine["execute"]) {
    const world = aWorld({ ports: { judge: lenientJudge("odd") }, engines: [engine(execute)] });
    const mayfly = world.start();
    const run = await create(mayfly);
    (await upload(mayfly, run, ODD))._unsafeUnwrap();
    await workOff(mayfly);
    return { world, run };
  }

  test("when it was not started, for the reason that the engine gives", async () => {
    const { world, run } = await runOn(async () => ok({ kind: "not_started", message: "bwrap is gone." }));
    const { state } = await expectFailed(world, run, "RUN_ENGINE_FAILED");
    expect(state).toMatchObject({
      outcome: { error: { message: "The program could not be started. bwrap is gone." } },
    });
  });

  test("when the engine has a fault, of which no word leaves the house", async () => {
    const { world, run } = await runOn(async () => err({ kind: "unavailable", message: "/secret/place" }));
    await expectFailed(world, run, "RUN_ENGINE_FAILED");
    expect(JSON.stringify(await recordOf(world, run))).not.toContain("secret");
    expect(JSON.stringify(world.told)).toContain("secret");
  });

  test("when it was killed, or wrote too much", async () => {
    const killed = await runOn(async () => ok({ kind: "killed", signal: "SIGKILL" }));
    await expectFailed(killed.world, killed.run, "RUN_KILLED");
    const full = await runOn(async () => ok({ kind: "files_limit", message: "It wrote 3 GiB." }));
    const { state } = await expectFailed(full.world, full.run, "RUN_FILES_LIMIT");
    expect(state).toMatchObject({ outcome: { error: { message: "It wrote 3 GiB." } } });
  });

  test("when it throws, which is a bug: the run ends all the same, and the log has the trace", async () => {
    const { world, run } = await runOn(() => Promise.reject(new Error("a bug")));
    await expectFailed(world, run, "RUN_ENGINE_FAILED");
    expect(world.told).toContainEqual({
      level: "error",
      event: "a run broke off because of a bug",
      fields: { run: run.id, cause: new Error("a bug") },
    });
  });

  test("when it is gone after a restart", async () => {
    const world = aWorld({
      ports: { judge: lenientJudge("odd") },
      engines: [engine(async () => ok({ kind: "exited", code: 0 }))],
    });
    const run = await create(world.start());
    await upload(world.start(), run, ODD);
    const { createMayfly } = await import("./mayfly.ts");
    const restarted = createMayfly({ ...world.real, engines: [] });
    expect(await workOff(restarted)).toBe(1);
    await expectFailed(world, run, "RUN_ENGINE_FAILED");
  });
});

test("a run whose logs cannot be opened ends only when nothing is at work in its folder any more", async () => {
  const world = aWorld();
  const mayfly = world.start();
  const run = await create(mayfly);
  (await upload(mayfly, run))._unsafeUnwrap();
  world.faults.fail("outputs.openLogs", "unavailable", 1);
  const finding = world.faults.hold("workspaces.find");
  const worked = workOff(mayfly);
  await finding.reached;
  await pause();
  expect((await recordOf(world, run)).state.phase).toBe("running");
  finding.release();
  await worked;
  await expectFailed(world, run, "RUN_ENGINE_FAILED");
  expect(await filesIn(world)).toMatchObject({ uploads: 0, workspaces: 0 });
});

test.each(["unavailable", "throws"] as const)(
  "logs that were opened are closed where the staged tree is not to be had (%s)",
  async (how) => {
    let closed = 0;
    const kept = createMemoryRunOutputs(createMemoryWorkspaces());
    const outputs: RunOutputs = {
      ...kept,
      async openLogs(...args) {
        const logs = await kept.openLogs(...args);
        return logs.map((each) => ({ ...each, close: () => ((closed += 1), each.close()) }));
      },
    };
    const world = aWorld({ ports: { outputs } });
    const mayfly = world.start();
    const run = await create(mayfly);
    (await upload(mayfly, run))._unsafeUnwrap();
    world.faults.fail("workspaces.find", how, 1);
    await workOff(mayfly);
    expect(closed).toBe(1);
    await expectFailed(world, run, "RUN_ENGINE_FAILED");
  },
);
