import { err } from "neverthrow";
import { describe, expect, test } from "vitest";
import { lenientJudge } from "../testing/lenient-judge.ts";
import { createMemoryJudge } from "../memory/memory-judge.ts";
import {
  addressOf,
  aWorld,
  create,
  filesIn,
  historyOf,
  PACKAGE_ZIP,
  packageOn,
  pause,
  recordOf,
  upload,
} from "../testing/a-world.ts";
import { expectAwaiting, expectFailed } from "../testing/expect-run.ts";
import { BIRTH, HOUR } from "../testing/a-run.ts";
import type { Judge } from "../ports/judge.ts";
import { runnerWith, zipOf } from "../testing/skill-package.ts";

describe("an upload that is refused for its content ends the run", () => {
  test("when the package is no zip", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const run = await create(mayfly);
    const refused = (await upload(mayfly, run, new TextEncoder().encode("not a zip")))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ run: run.id, retryAfterSeconds: null });
    const ended = await expectFailed(world, run, refused.code);
    expect(ended.temporaryFiles.receipt).toMatchObject({
      files: 1,
      bytes: 9,
      packageSha256: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    expect((await historyOf(world, run)).map((each) => each.phase)).toEqual([
      "awaiting_upload",
      "receiving",
      "staging",
      "cleaning",
      "failed",
    ]);
  });

  test("when the package breaks rules, all of which are told, in the answer, on the run and in its result", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const run = await create(mayfly);
    const bad = zipOf({ ...runnerWith({ engines: [], artifacts: [] }) });
    const refused = (await upload(mayfly, run, bad))._unsafeUnwrapErr();
    expect(refused.problems.length).toBeGreaterThan(1);
    expect(refused.message).toBe(`${refused.problems[0]?.message} (and ${refused.problems.length - 1} more)`);
    const { state } = await expectFailed(world, run, refused.code);
    expect(state).toMatchObject({ outcome: { error: { problems: refused.problems } } });
  });

  test("when the parameters do not fit the package", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const run = await create(mayfly, { parameter: { limit: 0 } });
    const refused = (await upload(mayfly, run))._unsafeUnwrapErr();
    expect(refused.code).toBe("INPUT_PARAMETER");
    await expectFailed(world, run, "INPUT_PARAMETER");
  });

  test("when the inputs are not those of the package", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const run = await create(mayfly);
    const refused = (await upload(mayfly, run, PACKAGE_ZIP, zipOf({ other: "x" })))._unsafeUnwrapErr();
    await expectFailed(world, run, refused.code);
    expect(refused.code).toMatch(/^INPUT_/u);
  });

  test("when the server has none of its engines", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const run = await create(mayfly);
    const refused = (await upload(mayfly, run, packageOn("script")))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ code: "RUN_ENGINE_NOT_SUPPORTED", run: run.id });
    await expectFailed(world, run, "RUN_ENGINE_NOT_SUPPORTED");
  });

  test("when a part is over its limit, at the first byte too much", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start({
      packageLimits: { ...world.start().options.packageLimits, maxBytes: PACKAGE_ZIP.length - 1 },
    });
    const run = await create(mayfly);
    const refused = (await upload(mayfly, run))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ code: "REQUEST_TOO_LARGE", run: run.id });
    expect(refused.message).toContain(`package is larger than ${PACKAGE_ZIP.length - 1} bytes`);
    await expectFailed(world, run, "REQUEST_TOO_LARGE");
  });

  test("when the inputs are over their own limit, with the package that came before", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start({ inputLimits: { ...world.start().options.inputLimits, maxBytes: 10 } });
    const run = await create(mayfly);
    const refused = (await upload(mayfly, run, PACKAGE_ZIP, new Uint8Array(11)))._unsafeUnwrapErr();
    expect(refused.message).toContain("input zip is larger than 10 bytes");
    await expectFailed(world, run, "REQUEST_TOO_LARGE");
  });

  test("when the caller says so", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    const why = {
      code: "REQUEST_TOO_LARGE",
      message: "Much too large.",
      problems: [],
      run: run.id,
      retryAfterSeconds: null,
    } as const;
    await session.refuse(why);
    await expectFailed(world, run, "REQUEST_TOO_LARGE");
    await session.refuse({ ...why, code: "REQUEST_INVALID" });
    await session.giveBack();
    expect((await session.finish())._unsafeUnwrapErr().code).toBe("REQUEST_UPLOAD_BROKEN");
    await expectFailed(world, run, "REQUEST_TOO_LARGE");
  });

  test("with debug_keep_temp, and keeps the refused package for its sender to look at", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const run = await create(mayfly, { options: { debug_keep_temp: true } });
    await upload(mayfly, run, new TextEncoder().encode("not a zip"));
    const ended = await recordOf(world, run);
    expect(ended).toMatchObject({
      state: { phase: "failed" },
      temporaryFiles: {
        state: "retained",
        expiresAt: BIRTH + 24 * HOUR,
        receipt: { action: "retained", files: 1, bytes: 9 },
      },
    });
    expect(await filesIn(world)).toEqual({ uploads: 1, workspaces: 0, outputs: 1 });
  });
});

describe("staging goes on beside judging", () => {
  test("and a run is queued when both are done", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const [judging, staging] = [world.faults.hold("judge.judgeUpload"), world.faults.hold("workspaces.stage")];
    const uploaded = upload(mayfly, run);
    await Promise.all([judging.reached, staging.reached]);
    judging.release();
    await pause();
    expect((await recordOf(world, run)).state.phase).toBe("staging");
    staging.release();
    expect((await uploaded)._unsafeUnwrap().run.state.phase).toBe("queued");
  });

  test("and what is staged of a package that is refused meanwhile is counted and gone at the end", async () => {
    const world = aWorld({ ports: { judge: createMemoryJudge() } });
    const mayfly = world.start();
    const run = await create(mayfly, { parameter: { limit: 0 } });
    const staging = world.faults.hold("workspaces.stage");
    const uploaded = upload(mayfly, run);
    await staging.reached;
    await pause();
    expect((await recordOf(world, run)).state.phase).toBe("staging");
    staging.release();
    expect((await uploaded)._unsafeUnwrapErr().code).toBe("INPUT_PARAMETER");
    const ended = await expectFailed(world, run, "INPUT_PARAMETER");
    expect(ended.temporaryFiles.receipt?.files).toBeGreaterThan(1);
    expect(await filesIn(world)).toMatchObject({ uploads: 0, workspaces: 0 });
  });

  test("and a judge that breaks off by a bug gives nothing up before staging is over", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    world.faults.fail("judge.judgeUpload", "throws", 1);
    const staging = world.faults.hold("workspaces.stage");
    const uploaded = upload(mayfly, run);
    await staging.reached;
    await pause();
    expect(mayfly.activeRuns).toBe(1);
    staging.release();
    await expect(uploaded).rejects.toThrow();
    expect(mayfly.activeRuns).toBe(0);
    await expectAwaiting(world, run);
  });
});

test("a cancel while the judge is at work is no fault for the log", async () => {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const stopped = err({ kind: "unavailable", message: "The work was aborted." } as const);
  // As the pool of processes does: it ends its work and says that it could not be done.
  const judge: Judge = {
    ...lenientJudge("function"),
    judgeUpload: (_upload, signal) =>
      new Promise((answer) => {
        signal.addEventListener("abort", () => answer(stopped));
        resolve();
      }),
  };
  const world = aWorld({ ports: { judge } });
  const mayfly = world.start();
  const run = await create(mayfly);
  const uploaded = upload(mayfly, run);
  await asked;
  const canceled = (await mayfly.cancel(addressOf(run)))._unsafeUnwrap();
  expect((await uploaded)._unsafeUnwrapErr().code).toBe("RUN_CANCELED");
  await canceled.cleaned;
  expect((await recordOf(world, run)).state.phase).toBe("canceled");
  expect(world.told.filter((each) => each.level !== "info")).toEqual([]);
});
