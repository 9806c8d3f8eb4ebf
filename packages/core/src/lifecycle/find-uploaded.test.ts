import { describe, expect, test } from "vitest";
import type { UploadMark } from "../run/upload-mark.ts";
import type { Run } from "../run/run.ts";
import { aJobWorld, createJob } from "../testing/a-job-world.ts";
import {
  addressOf,
  aWorld,
  begun,
  bodyOf,
  create,
  INPUTS_ZIP,
  PACKAGE_ZIP,
  recordOf,
  workOff,
} from "../testing/a-world.ts";
import type { Mayfly } from "./mayfly.ts";

const MARK: UploadMark = { key: "k", digest: null };
const BY_DIGEST: UploadMark = { key: null, digest: "d1".repeat(32) };

async function claim(mayfly: Mayfly, run: Run, mark: UploadMark | null = MARK) {
  return (await mayfly.claimUpload(addressOf(run), mark))._unsafeUnwrap();
}

async function send(mayfly: Mayfly, run: Run, zip: Uint8Array = PACKAGE_ZIP, mark: UploadMark | null = MARK) {
  const session = await claim(mayfly, run, mark);
  (await session.receive("package", bodyOf(zip)))._unsafeUnwrap();
  return session.finish();
}

describe("`findUploaded()`", () => {
  test.each([MARK, BY_DIGEST])("finds the run as it is by %j: queued, running, ended", async (mark) => {
    const { mayfly, run } = await begun();
    const look = async () => (await mayfly.findUploaded(addressOf(run), mark))._unsafeUnwrap();
    expect(await look()).toBe(null);
    const staged = (await send(mayfly, run, PACKAGE_ZIP, mark))._unsafeUnwrap();
    expect(await look()).toEqual(staged);
    const taken = (await mayfly.take())._unsafeUnwrap();
    expect(await look()).toMatchObject({ run: { state: { phase: "running" } }, extractedFiles: staged.extractedFiles });
    await taken?.execute();
    expect(await look()).toMatchObject({
      run: { state: { phase: "succeeded" } },
      extractedFiles: staged.extractedFiles,
    });
  });

  test("finds nothing by another mark, or where the upload came without one", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const [marked, plain] = [await create(mayfly), await create(mayfly)];
    await send(mayfly, marked);
    await send(mayfly, plain, PACKAGE_ZIP, null);
    const looks = [
      [marked, { key: "l", digest: null }],
      [marked, BY_DIGEST],
      [plain, MARK],
    ] as const;
    for (const [run, mark] of looks) {
      expect((await mayfly.findUploaded(addressOf(run), mark))._unsafeUnwrap()).toBe(null);
      expect((await mayfly.claimUpload(addressOf(run), mark))._unsafeUnwrapErr().code).toBe("RUN_ALREADY_STARTED");
    }
  });

  test("refuses another body under the key of what is there", async () => {
    const { mayfly, run } = await begun();
    await send(mayfly, run, PACKAGE_ZIP, { ...BY_DIGEST, key: "k" });
    const refused = (
      await mayfly.findUploaded(addressOf(run), { key: "k", digest: "e1".repeat(32) })
    )._unsafeUnwrapErr();
    expect(refused).toMatchObject({ code: "RUN_KEY_REUSED", run: run.id });
  });

  test("says that the first is under way, and when to ask again", async () => {
    const { mayfly, run } = await begun();
    const session = await claim(mayfly, run);
    const refused = (await mayfly.findUploaded(addressOf(run), MARK))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ code: "RUN_ALREADY_STARTED", run: run.id, retryAfterSeconds: 1 });
    await session.giveBack();
  });

  test.each(["broke off", "was left by a dead process"])("forgets the mark of an upload that %s", async (how) => {
    const { world, mayfly, run } = await begun();
    const session = await claim(mayfly, run);
    if (how === "broke off") await session.giveBack();
    const next = how === "broke off" ? mayfly : world.start();
    (await next.recover())._unsafeUnwrap();
    expect((await next.findUploaded(addressOf(run), MARK))._unsafeUnwrap()).toBe(null);
    expect(await recordOf(world, run)).toMatchObject({ upload: null, state: { phase: "awaiting_upload" } });
    (await send(next, run, PACKAGE_ZIP, BY_DIGEST))._unsafeUnwrap();
    expect((await recordOf(world, run)).upload).toEqual(BY_DIGEST);
  });

  test("refuses in the same words what was refused for what it holds", async () => {
    const { mayfly, run } = await begun();
    const first = (await send(mayfly, run, new Uint8Array(30)))._unsafeUnwrapErr();
    expect((await mayfly.findUploaded(addressOf(run), MARK))._unsafeUnwrapErr()).toEqual(first);
  });

  test("refuses in the same words what was too large", async () => {
    const world = aWorld();
    const mayfly = world.start({ packageLimits: { ...world.start().options.packageLimits, maxBytes: 10 } });
    const run = await create(mayfly);
    const session = await claim(mayfly, run);
    const first = (await session.receive("package", bodyOf(PACKAGE_ZIP)))._unsafeUnwrapErr();
    expect(first.code).toBe("REQUEST_TOO_LARGE");
    expect((await mayfly.findUploaded(addressOf(run), MARK))._unsafeUnwrapErr()).toEqual(first);
  });

  test("tells of a cancel that came while the first was under way", async () => {
    const { mayfly, run } = await begun();
    await claim(mayfly, run);
    await (await mayfly.cancel(addressOf(run)))._unsafeUnwrap().cleaned;
    expect((await mayfly.findUploaded(addressOf(run), MARK))._unsafeUnwrapErr()).toMatchObject({
      code: "RUN_CANCELED",
      run: run.id,
    });
  });

  test("holds for the files of a job, a hit too", async () => {
    const { world } = aJobWorld(PACKAGE_ZIP);
    const mayfly = world.start();
    for (const [phase, hit] of [
      ["queued", false],
      ["succeeded", true],
    ] as const) {
      const run = await createJob(mayfly);
      const session = await claim(mayfly, run);
      (await session.receive("inputs", bodyOf(INPUTS_ZIP)))._unsafeUnwrap();
      const staged = (await session.finish())._unsafeUnwrap();
      expect(staged.run).toMatchObject({ state: { phase }, cache: { hit } });
      expect((await mayfly.findUploaded(addressOf(run), MARK))._unsafeUnwrap()).toEqual(staged);
      await workOff(mayfly);
    }
  });

  test("finds no run of another kind, and none that is not there", async () => {
    const { mayfly, run } = await begun();
    await send(mayfly, run);
    const found = await mayfly.findUploaded({ id: run.id, kind: "installed" }, MARK);
    expect(found._unsafeUnwrapErr().code).toBe("RUN_NOT_FOUND");
  });
});
