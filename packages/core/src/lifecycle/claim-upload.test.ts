import { describe, expect, test } from "vitest";
import {
  addressOf,
  aWorld,
  bodyOf,
  create,
  historyOf,
  PACKAGE_ZIP,
  recordOf,
  upload,
  workOff,
} from "../testing/a-world.ts";
import { expectFailed } from "../testing/expect-run.ts";
import { HOUR } from "../testing/a-run.ts";

describe("a second upload", () => {
  test("is told that there is one, while it is under way, queued, or over", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    const code = async () => (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrapErr().code;
    expect(await code()).toBe("RUN_ALREADY_STARTED");
    await session.receive("package", bodyOf(PACKAGE_ZIP));
    await session.finish();
    expect(await code()).toBe("RUN_ALREADY_STARTED");
    await workOff(mayfly);
    expect(await code()).toBe("RUN_ALREADY_STARTED");
    expect((await recordOf(world, run)).state.phase).toBe("succeeded");
  });

  test("that races with the first loses, and exactly one run starts", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const answers = await Promise.all([upload(mayfly, run), upload(mayfly, run), upload(mayfly, run)]);
    expect(answers.filter((each) => each.isOk())).toHaveLength(1);
    for (const each of answers.filter((answer) => answer.isErr())) {
      expect(each._unsafeUnwrapErr().code).toBe("RUN_ALREADY_STARTED");
    }
    expect(await workOff(mayfly)).toBe(1);
    expect((await historyOf(world, run)).filter((each) => each.move === "claim_upload")).toHaveLength(1);
  });

  test("is told so by the record where two processes race", async () => {
    const world = aWorld();
    const [one, other] = [world.start(), world.start()];
    const run = await create(one);
    const claims = await Promise.all([one.claimUpload(addressOf(run)), other.claimUpload(addressOf(run))]);
    expect(claims.map((each) => each.isOk())).toEqual([true, false]);
    expect(claims[1]?._unsafeUnwrapErr().code).toBe("RUN_ALREADY_STARTED");
    expect(other.activeRuns).toBe(0);
  });

  test("is told that the run was canceled, when it was", async () => {
    const mayfly = aWorld().start();
    const run = await create(mayfly);
    await (await mayfly.cancel(addressOf(run)))._unsafeUnwrap().cleaned;
    expect((await mayfly.claimUpload(addressOf(run)))._unsafeUnwrapErr()).toMatchObject({
      code: "RUN_CANCELED",
      run: run.id,
    });
  });
});

describe("the queue", () => {
  test("promises a place at the claim, refuses one more, and takes the same upload when there is room again", async () => {
    const world = aWorld();
    const mayfly = world.start({ maxQueued: 2 });
    const [first, second, third] = [await create(mayfly), await create(mayfly), await create(mayfly)];
    await upload(mayfly, first);
    const session = (await mayfly.claimUpload(addressOf(second)))._unsafeUnwrap();
    const refused = (await upload(mayfly, third))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ code: "RUN_QUEUE_FULL", run: third.id, retryAfterSeconds: 5 });
    expect((await recordOf(world, third)).state.phase).toBe("awaiting_upload");
    expect(mayfly.activeRuns).toBe(1);
    await session.giveBack();
    expect((await upload(mayfly, third)).isOk()).toBe(true);
  });
});

describe("an upload that comes too late", () => {
  test("is refused at its moment, and the run ends as failed", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    world.clock.advance(HOUR);
    const refused = (await upload(mayfly, run))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ code: "RUN_UPLOAD_EXPIRED", run: run.id });
    const ended = await expectFailed(world, run, "RUN_UPLOAD_EXPIRED");
    expect(ended.temporaryFiles.receipt).toMatchObject({ files: 0, bytes: 0, packageSha256: null });
    expect((await upload(mayfly, run))._unsafeUnwrapErr().code).toBe("RUN_UPLOAD_EXPIRED");
  });

  test("is not late when it was claimed in time, however long it takes", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    world.clock.advance(HOUR - 1);
    const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
    world.clock.advance(HOUR);
    expect((await mayfly.sweep(0)).expired).toBe(0);
    await session.receive("package", bodyOf(PACKAGE_ZIP));
    expect((await session.finish()).isOk()).toBe(true);
  });
});
