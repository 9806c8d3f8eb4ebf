import { describe, expect, test } from "vitest";
import { createMemoryJudge } from "../memory/memory-judge.ts";
import { warning } from "../problem/problem.ts";
import {
  addressOf,
  aWorld,
  create,
  PACKAGE_ZIP,
  pause,
  recordOf,
  resultOf,
  upload,
  workOff,
  type World,
} from "../testing/a-world.ts";
import { expectFailed } from "../testing/expect-run.ts";
import { BIRTH } from "../testing/a-run.ts";

describe("a program that does not do its work fails the run", () => {
  async function runWith(program: World["program"], options: Parameters<World["start"]>[0] = {}, zip = PACKAGE_ZIP) {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start(options);
    const run = await create(mayfly);
    await upload(mayfly, run, zip);
    world.program = program;
    await workOff(mayfly);
    return { world, mayfly, run };
  }

  test("when it ends with another exit code than 0; its artifacts stay", async () => {
    const { world, run } = await runWith(async (job) => {
      job.artifact("report.md", "half");
      job.output({ rows: 1 });
      return 3;
    });
    const ended = await expectFailed(world, run, "RUN_EXIT_NONZERO");
    expect(ended.state).toMatchObject({ outcome: { error: { message: expect.stringContaining("exit code 3") } } });
    expect(await resultOf(world, run)).toMatchObject({ artifacts: ["artifacts/report.md"] });
  });

  test("when it writes no output, no promised artifact, or an output that is not what was promised", async () => {
    const none = await runWith(async () => undefined);
    await expectFailed(none.world, none.run, "RESULT_OUTPUT_MISSING");
    const text = await runWith(async (job) => {
      job.artifact("report.md", "x");
      job.output(new TextEncoder().encode("{"));
    });
    await expectFailed(text.world, text.run, "RESULT_OUTPUT_JSON");
    const schema = await runWith(async (job) => {
      job.artifact("report.md", "x");
      job.output({ rows: "many" });
    });
    await expectFailed(schema.world, schema.run, "RESULT_OUTPUT_SCHEMA");
    const artifact = await runWith(async (job) => job.output({ rows: 1 }));
    await expectFailed(artifact.world, artifact.run, "RESULT_ARTIFACT_MISSING");
    const large = await runWith(
      async (job) => {
        job.artifact("report.md", "x");
        job.output({ rows: 1 });
      },
      {
        collectLimits: {
          ...aWorld({ ports: { judge: createMemoryJudge() } }).start().options.collectLimits,
          maxOutputBytes: 9,
        },
      },
    );
    await expectFailed(large.world, large.run, "RESULT_OUTPUT_TOO_LARGE");
  });

  test("when it promised an artifact that it left unreadable; the error says so first, and tells all", async () => {
    const real = createMemoryJudge();
    const unread = warning("RESULT_ARTIFACT_UNREADABLE", "It may not be read.", { hint: "chmod u+r" });
    const judge: typeof real = {
      ...real,
      judgeOutput: async (...asked) =>
        (await real.judgeOutput(...asked)).map((verdict) => ({ ...verdict, problems: [unread, ...verdict.problems] })),
    };
    const world = aWorld({ ports: { judge } });
    const mayfly = world.start();
    const run = await create(mayfly);
    await upload(mayfly, run);
    world.program = async (job) => job.output({ rows: 1 });
    await workOff(mayfly);
    const ended = await expectFailed(world, run, "RESULT_ARTIFACT_UNREADABLE");
    expect(ended.state).toMatchObject({
      outcome: {
        error: { problems: [{ severity: "error", hint: "chmod u+r" }, { code: "RESULT_ARTIFACT_MISSING" }] },
      },
    });
  });

  test("when it throws; its logs say why", async () => {
    const { world, mayfly, run } = await runWith(() => Promise.reject(new Error("Division by zero")));
    await expectFailed(world, run, "RUN_EXIT_NONZERO");
    const logs = (await mayfly.logs(addressOf(run), null))._unsafeUnwrap();
    expect(new TextDecoder().decode(logs.stderr)).toContain("Division by zero");
  });

  test("when it takes longer than the server, or the client, lets it", async () => {
    for (const [seconds, limitMs] of [
      [null, 20 * 60_000],
      [30, 30_000],
    ] as const) {
      const world = aWorld({ ports: { judge: createMemoryJudge() } });
      const mayfly = world.start();
      const run = await create(mayfly, { options: { hard_timeout_seconds: seconds } });
      await upload(mayfly, run);
      const started = Promise.withResolvers<void>();
      world.program = (job, signal) =>
        new Promise((resolve) => {
          job.artifact("report.md", "half");
          signal.addEventListener("abort", () => resolve());
          started.resolve();
        });
      const work = workOff(mayfly);
      await started.promise;
      world.clock.advance(limitMs - 1);
      await pause();
      expect((await recordOf(world, run)).state.phase).toBe("running");
      world.clock.advance(1);
      await work;
      const ended = await expectFailed(world, run, "RUN_DEADLINE_EXCEEDED");
      expect(ended.state).toMatchObject({ endedAt: BIRTH + limitMs });
      expect(await resultOf(world, run)).toMatchObject({ artifacts: ["artifacts/report.md"] });
      expect(world.clock.sleepers).toBe(0);
    }
  });

  test("with warnings for what was left out, which do not fail a run that kept its promise", async () => {
    const { world, run } = await runWith(async (job) => {
      job.artifact("report.md", "x");
      job.artifact("CON", "x");
      job.output({ rows: 1 });
    });
    expect((await recordOf(world, run)).state.phase).toBe("succeeded");
    expect(await resultOf(world, run)).toMatchObject({
      status: "success",
      artifacts: ["artifacts/report.md"],
      validation_warnings: [{ code: "RESULT_ARTIFACT_NAME", entry: "artifacts/CON" }],
    });
  });
});
