import { err, ok } from "neverthrow";
import { describe, expect, test } from "vitest";
import { DEFAULT_PACKAGE_LIMITS } from "../archive/limits.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import { memoryIds } from "../memory/memory-ids.ts";
import type { SkillInstaller } from "../ports/skill-installer.ts";
import type { Install, InstallId, InstallState } from "../skill/install.ts";
import { aRegistryWorld, demoOf, install, type RegistryWorld } from "../testing/a-registry.ts";
import { SKILL, skillWith, zipOf } from "../testing/skill-package.ts";
import { INTERRUPTED } from "./settle-install.ts";

const BROKEN = { kind: "unavailable", message: "Made to fail." } as const;
const DONE = { installs: 1, failures: 0 };
const NOTHING = { installs: 0, failures: 0 };
const FAILED: InstallState = { status: "failed", action: "upgrade", error: INTERRUPTED };

/** A world with version 1.0.0, and an upgrade to 2.0.0 that broke off when 1.0.0 was in the archive. */
async function halfUpgraded(state: InstallState | null) {
  const world = aRegistryWorld();
  await install(world.start(), demoOf("1.0.0"));
  return { world, id: await breakOff(world, state) };
}

async function breakOff(world: RegistryWorld, state: InstallState | null): Promise<InstallId> {
  const id = memoryIds.runId() as string as InstallId;
  const plan = { install: id, id: "demo", packageLimits: DEFAULT_PACKAGE_LIMITS, replaces: "1.0.0" };
  await world.skills.breakOff({ ...plan, package: bufferSource(zipOf(demoOf("2.0.0"))) });
  if (state !== null) await keep(world, id, state);
  return id;
}

async function keep({ clock, ports }: RegistryWorld, id: InstallId, state: InstallState): Promise<void> {
  const now = clock.now();
  const record: Install = { id, owner: "", skillId: "demo", version: "2.0.0", createdAt: now, updatedAt: now, state };
  const running = { status: "running", action: "upgrade" } as const;
  (await ports.installs.create({ ...record, state: running }))._unsafeUnwrap();
  if (state.status !== "running") (await ports.installs.settle(record))._unsafeUnwrap();
}

const versionIn = async ({ ports }: RegistryWorld) =>
  (await ports.catalog.find("demo"))._unsafeUnwrap()?.report.package?.version ?? null;
const stateOf = async ({ ports }: RegistryWorld, id: InstallId) =>
  (await ports.installs.find(id))._unsafeUnwrap()?.state ?? null;

/** An installer that says when `install` was called, and does it when it may. */
function waiting(installer: SkillInstaller) {
  const reached = Promise.withResolvers<void>();
  const may = Promise.withResolvers<void>();
  const waits: SkillInstaller["install"] = async (plan, signal) => {
    reached.resolve();
    await may.promise;
    return installer.install(plan, signal);
  };
  return { install: waits, reached: reached.promise, go: () => may.resolve() };
}

describe("`sweep()` of a registry", () => {
  test.each([
    ["was told as failed", "the old version back", "1.0.0", FAILED],
    ["has no record any more", "the old version back", "1.0.0", null],
    ["says that it goes on", "the new version", "2.0.0", { status: "running", action: "upgrade" }],
  ] as const)("puts there, where half an install %s, %s", async (_, __, version, state) => {
    const { world, id } = await halfUpgraded(state);
    expect(await versionIn(world)).toBe(null);
    const registry = world.start();
    expect(await registry.sweep()).toEqual(DONE);
    expect(await versionIn(world)).toBe(version);
    expect(world.skills.archived("demo")).toEqual(version === "1.0.0" ? [] : ["1.0.0"]);
    expect(await stateOf(world, id)).toEqual(
      state?.status === "running" ? { status: "succeeded", action: "upgrade" } : state,
    );
    expect(await registry.sweep()).toEqual(NOTHING);
  });

  test("ends a record that says that an install goes on, which left nothing else", async () => {
    const world = aRegistryWorld();
    const id = memoryIds.runId() as string as InstallId;
    await keep(world, id, { status: "running", action: "upgrade" });
    expect(await world.start().sweep()).toEqual(DONE);
    expect(await stateOf(world, id)).toEqual(FAILED);
  });

  test("writes down how an install ended, in its own words, when that could not be kept", async () => {
    const world = aRegistryWorld();
    let broken = true;
    const { settle } = world.ports.installs;
    const installs = {
      ...world.ports.installs,
      settle: async (ended: Install) => (broken ? err(BROKEN) : settle(ended)),
    };
    const registry = world.start({ installs, clock: { ...world.clock, sleep: async () => undefined } });
    const done = await install(registry, demoOf("1.0.0"));
    const refused = await install(registry, skillWith({ "demo/SKILL.md": null }));
    expect(await registry.sweep()).toEqual({ installs: 2, failures: 2 });
    broken = false;
    // By now another version is there, so a look at what is installed would tell otherwise.
    const later = await install(registry, demoOf("2.0.0"));
    expect(await registry.sweep()).toEqual({ installs: 2, failures: 0 });
    for (const each of [done, refused, later]) expect(await stateOf(world, each.id)).toEqual(each.state);
    expect(refused.state).toMatchObject({ status: "failed", error: { code: "PACKAGE_SKILL_MD_MISSING" } });
    expect(await registry.sweep()).toEqual(NOTHING);
  });

  test("leaves an install alone that goes on", async () => {
    const world = aRegistryWorld();
    const settled: InstallId[] = [];
    const { install: put, reached, go } = waiting(world.ports.installer);
    const installer: SkillInstaller = {
      ...world.ports.installer,
      install: put,
      settle: async (id) => ok(void settled.push(id)),
    };
    const registry = world.start({ installer });
    const ended = install(registry, SKILL);
    await reached;
    expect(await registry.sweep()).toEqual(NOTHING);
    go();
    const { id, state } = await ended;
    expect(state.status).toBe("succeeded");
    expect(await stateOf(world, id)).toEqual(state);
    expect(settled).toEqual([]);
  });

  test("leaves an install alone that begins while it looks around, and is listed", async () => {
    const world = aRegistryWorld();
    const { install: put, go } = waiting(world.ports.installer);
    const begun: Promise<Install>[] = [];
    const left: SkillInstaller["left"] = async () => {
      // The install itself asks too.
      if (begun.length > 0) return ok([]);
      begun.push(install(registry, SKILL));
      const open = async () => (await world.ports.installs.open())._unsafeUnwrap().map(({ id }) => id);
      while ((await open()).length === 0) await Promise.resolve();
      return ok(await open());
    };
    const registry = world.start({ installer: { ...world.ports.installer, install: put, left } });
    expect(await registry.sweep()).toEqual(NOTHING);
    go();
    expect(await Promise.all(begun)).toMatchObject([{ state: { status: "succeeded" } }]);
  });

  test("leaves an install alone whose record is kept, though nobody has heard so yet", async () => {
    const world = aRegistryWorld();
    const kept = Promise.withResolvers<void>();
    const may = Promise.withResolvers<void>();
    const create: RegistryWorld["ports"]["installs"]["create"] = async (each) => {
      const created = await world.ports.installs.create(each);
      kept.resolve();
      await may.promise;
      return created;
    };
    const registry = world.start({ installs: { ...world.ports.installs, create } });
    const ended = install(registry, SKILL);
    await kept.promise;
    expect(await registry.sweep()).toEqual(NOTHING);
    may.resolve();
    const { id, state } = await ended;
    expect(state.status).toBe("succeeded");
    expect(await stateOf(world, id)).toEqual(state);
  });

  test("waits until other changes of the skill are over", async () => {
    const world = aRegistryWorld();
    await install(world.start(), demoOf("1.0.0"));
    const { install: put, reached, go } = waiting(world.ports.installer);
    const order: string[] = [];
    const installer: SkillInstaller = {
      ...world.ports.installer,
      async install(plan, signal) {
        const done = await put(plan, signal);
        order.push("installed");
        return done;
      },
      settle(left, half) {
        order.push("settled");
        return world.ports.installer.settle(left, half);
      },
    };
    const registry = world.start({ installer });
    const ended = install(registry, demoOf("3.0.0"));
    await reached;
    await breakOff(world, FAILED);
    const swept = registry.sweep();
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    go();
    expect(await swept).toEqual(DONE);
    expect(order).toEqual(["installed", "settled"]);
    expect(await ended).toMatchObject({ state: { status: "succeeded" } });
    expect(await versionIn(world)).toBe("3.0.0");
    expect(world.skills.archived("demo")).toEqual(["1.0.0"]);
  });

  test("settles each once, though two sweeps meet", async () => {
    const { world } = await halfUpgraded({ status: "running", action: "upgrade" });
    const registry = world.start();
    const [one, other] = await Promise.all([registry.sweep(), registry.sweep()]);
    expect([one, other]).toEqual([DONE, NOTHING]);
  });

  test("tells what it would do, and changes nothing, when it is asked for that alone", async () => {
    const { world, id } = await halfUpgraded(FAILED);
    const registry = world.start();
    const told: InstallId[] = [];
    expect(await registry.sweep({ dryRun: true, tell: (each) => told.push(each) })).toEqual(DONE);
    expect(await versionIn(world)).toBe(null);
    expect(await registry.sweep({ tell: (each) => told.push(each) })).toEqual(DONE);
    expect(told).toEqual([id, id]);
  });

  test("counts what it cannot do, and goes on with the others", async () => {
    const { world, id } = await halfUpgraded(FAILED);
    const other = memoryIds.runId() as string as InstallId;
    await keep(world, other, { status: "running", action: "upgrade" });
    const { installer, installs, catalog } = world.ports;
    const settle: SkillInstaller["settle"] = async (left, half) => {
      if (left === id) throw new Error("A bug.");
      return installer.settle(left, half);
    };
    for (const changes of [
      { installer: { ...installer, left: async () => err(BROKEN) } },
      { installs: { ...installs, open: async () => err(BROKEN) } },
    ]) {
      expect(await world.start(changes).sweep()).toEqual({ installs: 0, failures: 1 });
    }
    for (const changes of [
      { installer: { ...installer, settle: async () => err(BROKEN) } },
      { installs: { ...installs, find: async () => err(BROKEN) } },
    ]) {
      expect(await world.start(changes).sweep()).toEqual({ installs: 2, failures: 2 });
    }
    // The bug is met for one of them, and the other comes to its end.
    expect(await world.start({ installer: { ...installer, settle } }).sweep()).toEqual({ installs: 2, failures: 1 });
    expect(await stateOf(world, other)).toEqual(FAILED);
    await keep(world, memoryIds.runId() as string as InstallId, { status: "running", action: "upgrade" });
    expect(await world.start({ catalog: { ...catalog, find: async () => err(BROKEN) } }).sweep()).toEqual({
      installs: 2,
      failures: 1,
    });
    expect(await world.start().sweep()).toEqual(DONE);
  });

  test("begins nothing once the server stops", async () => {
    const { world } = await halfUpgraded(FAILED);
    const registry = world.start();
    await registry.stop();
    expect(await registry.sweep()).toEqual(NOTHING);
    expect(await versionIn(world)).toBe(null);
  });
});
