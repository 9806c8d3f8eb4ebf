import { err, ok } from "neverthrow";
import { describe, expect, test } from "vitest";
import { DEFAULT_PACKAGE_LIMITS } from "../archive/limits.ts";
import { createMemoryJudge } from "../memory/memory-judge.ts";
import { aWorld, bodyOf, filesIn, PACKAGE_ZIP, type World } from "../testing/a-world.ts";
import type { JudgingTerms } from "../package/judging-terms.ts";
import { runnerWith, zipOf } from "../testing/skill-package.ts";
import type { Mayfly } from "./mayfly.ts";
import { refusal } from "./refusal.ts";
import type { PackagePlace } from "./hold-package.ts";

const AUTOSKILL: JudgingTerms = { profile: "autoskill" };
const NEVER = new AbortController().signal;
const realWorld = () => aWorld({ ports: { judge: createMemoryJudge() } });

const deliver =
  (...chunks: readonly Uint8Array[]) =>
  async (place: PackagePlace) =>
    (await place.receive(bodyOf(...chunks))).map(() => AUTOSKILL);

async function expectNothingLeft(world: World, mayfly: Mayfly): Promise<void> {
  expect(await filesIn(world)).toEqual({ uploads: 0, workspaces: 0, outputs: 0 });
  expect(mayfly.activeRuns).toBe(0);
  const page = (
    await mayfly.list({ owner: "", kind: "temporary", phases: null, limit: 1, cursor: null })
  )._unsafeUnwrap();
  expect(page.runs).toEqual([]);
}

describe("`validatePackage()`", () => {
  test("answers with the report on a good package as on a bad one, and keeps nothing of either", async () => {
    const world = realWorld();
    const mayfly = world.start();
    const good = await mayfly.validatePackage(deliver(PACKAGE_ZIP.subarray(0, 40), PACKAGE_ZIP.subarray(40)), NEVER);
    expect(good._unsafeUnwrap()).toMatchObject({ valid: true, profile: "autoskill", package: { id: "demo" } });
    expect(good._unsafeUnwrap().package?.content_digest).toMatch(/^[0-9a-f]{64}$/);
    const bad = await mayfly.validatePackage(deliver(new Uint8Array(100)), NEVER);
    expect(bad._unsafeUnwrap()).toMatchObject({
      valid: false,
      problems: [{ code: "ARCHIVE_NOT_A_ZIP" }],
      package: null,
    });
    await expectNothingLeft(world, mayfly);
  });

  test.each<[JudgingTerms, boolean]>([
    [{ profile: "autoskill-compatible" }, true],
    [{ profile: "autoskill-compatible", strict: true }, false],
    [{ profile: "autoskill-compatible", unknownFields: "refuse" }, false],
    [{ profile: "autoskill", unknownFields: "warn" }, true],
  ])("judges by the terms that were delivered: %j", async (terms, valid) => {
    const zip = zipOf(runnerWith({ extra: 1 }));
    const report = await realWorld()
      .start()
      .validatePackage(async (place) => (await place.receive(bodyOf(zip))).map(() => terms), NEVER);
    expect(report._unsafeUnwrap()).toMatchObject({ profile: terms.profile, valid });
  });

  test("refuses what is larger than a package may be", async () => {
    const world = realWorld();
    const mayfly = world.start({ packageLimits: { ...DEFAULT_PACKAGE_LIMITS, maxBytes: 10 } });
    const refused = await mayfly.validatePackage(deliver(new Uint8Array(11)), NEVER);
    expect(refused._unsafeUnwrapErr()).toMatchObject({ code: "REQUEST_TOO_LARGE", run: null });
    await expectNothingLeft(world, mayfly);
  });

  test("answers a refusal of whoever delivers, and a delivery without a package", async () => {
    const world = realWorld();
    const mayfly = world.start();
    const why = refusal("REQUEST_FORM_INVALID", "No.");
    const refused = await mayfly.validatePackage(async (place) => {
      await place.receive(bodyOf(PACKAGE_ZIP));
      return err(why);
    }, NEVER);
    expect(refused._unsafeUnwrapErr()).toBe(why);
    const missing = await mayfly.validatePackage(async () => ok(AUTOSKILL), NEVER);
    expect(missing._unsafeUnwrapErr().code).toBe("REQUEST_PART_MISSING");
    await expectNothingLeft(world, mayfly);
  });

  test("takes so many at once and no more, and another one when one is through", async () => {
    const world = realWorld();
    const mayfly = world.start({ maxValidating: 1 });
    const held = world.faults.hold("judge.judgePackage");
    const first = mayfly.validatePackage(deliver(PACKAGE_ZIP), NEVER);
    await held.reached;
    let asked = false;
    const second = await mayfly.validatePackage(async () => {
      asked = true;
      return ok(AUTOSKILL);
    }, NEVER);
    expect(second._unsafeUnwrapErr()).toMatchObject({ code: "REQUEST_VALIDATIONS_FULL", retryAfterSeconds: 5 });
    expect(asked).toBe(false);
    held.release();
    expect((await first)._unsafeUnwrap().valid).toBe(true);
    expect((await mayfly.validatePackage(deliver(PACKAGE_ZIP), NEVER))._unsafeUnwrap().valid).toBe(true);
  });

  test("gives its place back when whoever delivers throws", async () => {
    const world = realWorld();
    const mayfly = world.start({ maxValidating: 1 });
    const bug = new Error("a bug");
    await expect(mayfly.validatePackage(() => Promise.reject(bug), NEVER)).rejects.toBe(bug);
    expect((await mayfly.validatePackage(deliver(PACKAGE_ZIP), NEVER)).isOk()).toBe(true);
    await expectNothingLeft(world, mayfly);
  });

  test("ends a delivery and a judging that nobody waits for, and leaves no fault in the log", async () => {
    const world = realWorld();
    const mayfly = world.start();
    const still = async function* (): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(1);
      await new Promise(() => undefined);
    };
    const gone = new AbortController();
    const receiving = mayfly.validatePackage(
      async (place) => (await place.receive(still())).map(() => AUTOSKILL),
      gone.signal,
    );
    gone.abort();
    expect((await receiving)._unsafeUnwrapErr().code).toBe("REQUEST_UPLOAD_BROKEN");

    const late = new AbortController();
    let heard = false;
    const stopping = aWorld({
      ports: {
        judge: {
          ...createMemoryJudge(),
          judgePackage: async (_pkg, signal) => {
            late.abort();
            heard = signal.aborted;
            return err({ kind: "unavailable", message: "The work was aborted." });
          },
        },
      },
    });
    const judging = await stopping.start().validatePackage(deliver(PACKAGE_ZIP), late.signal);
    expect(judging._unsafeUnwrapErr().code).toBe("REQUEST_UPLOAD_BROKEN");
    expect(heard).toBe(true);
    expect(stopping.told.filter(({ level }) => level === "error")).toEqual([]);
    await expectNothingLeft(world, mayfly);
  });

  test("ends when the server stops, and does not begin after that", async () => {
    const world = realWorld();
    const mayfly = world.start();
    const started = Promise.withResolvers<void>();
    const waiting = mayfly.validatePackage(async (place) => {
      started.resolve();
      await new Promise((resolve) => place.signal.addEventListener("abort", resolve));
      return (await place.receive(bodyOf(PACKAGE_ZIP))).map(() => AUTOSKILL);
    }, NEVER);
    await started.promise;
    expect(mayfly.activeRuns).toBe(1);
    await mayfly.stop();
    expect((await waiting)._unsafeUnwrapErr()).toMatchObject({ code: "REQUEST_UNAVAILABLE", retryAfterSeconds: 10 });
    const late = await mayfly.validatePackage(deliver(PACKAGE_ZIP), NEVER);
    expect(late._unsafeUnwrapErr().code).toBe("REQUEST_UNAVAILABLE");
    await expectNothingLeft(world, mayfly);
  });

  test.each([
    ["uploads.receive", "unavailable", "REQUEST_INTERNAL"],
    ["uploads.receive", "no_space", "RUN_NO_SPACE"],
    ["uploads.open", "unavailable", "REQUEST_INTERNAL"],
    ["judge.judgePackage", "unavailable", "REQUEST_INTERNAL"],
  ] as const)("tells a fault of %s (%s) without its reason", async (call, how, code) => {
    const world = realWorld();
    const mayfly = world.start();
    world.faults.fail(call, how, 1);
    const refused = (await mayfly.validatePackage(deliver(PACKAGE_ZIP), NEVER))._unsafeUnwrapErr();
    expect(refused.code).toBe(code);
    expect(refused.message).not.toContain("secret");
    expect(world.told.filter(({ level }) => level === "error")).toHaveLength(1);
    await expectNothingLeft(world, mayfly);
  });

  test("answers though the package could not be removed, which the sweep then does, and not before", async () => {
    const world = realWorld();
    const mayfly = world.start();
    const held = world.faults.hold("judge.judgePackage");
    world.faults.fail("uploads.remove", "unavailable", 1);
    const validated = mayfly.validatePackage(deliver(PACKAGE_ZIP), NEVER);
    await held.reached;
    expect((await mayfly.sweep(0)).orphans).toBe(0);
    held.release();
    expect((await validated)._unsafeUnwrap().valid).toBe(true);
    expect((await filesIn(world)).uploads).toBe(1);
    expect(world.told.map(({ event }) => event)).toContain("a package stays until the sweep");
    expect((await mayfly.sweep(0)).orphans).toBe(1);
    await expectNothingLeft(world, mayfly);
  });
});
