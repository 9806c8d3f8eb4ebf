// Does a change of a skill find what earlier installs of it left?
import { err } from "neverthrow";
import { describe, expect, test } from "vitest";
import { DEFAULT_PACKAGE_LIMITS } from "../archive/limits.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import { memoryIds } from "../memory/memory-ids.ts";
import type { InstallStore } from "../ports/install-store.ts";
import type { SkillInstaller } from "../ports/skill-installer.ts";
import type { Install, InstallId } from "../skill/install.ts";
import { aRegistryWorld, demoOf, install, type RegistryWorld } from "../testing/a-registry.ts";
import { zipOf } from "../testing/skill-package.ts";

const BROKEN = { kind: "unavailable", message: "Made to fail." } as const;
const RUNNING = { status: "running", action: "upgrade" } as const;
const DONE = { status: "succeeded", action: "upgrade" } as const;
const NOTHING = { installs: 0, failures: 0 };

/** Version 1.0.0, and an upgrade to 2.0.0 that broke off when 1.0.0 was in the archive; its record says that it goes on. */
async function halfUpgraded() {
  const world = aRegistryWorld();
  await install(world.start(), demoOf("1.0.0"));
  const id = memoryIds.runId() as string as InstallId;
  const now = world.clock.now();
  const times = { createdAt: now, updatedAt: now };
  const record: Install = { id, owner: "", skillId: "demo", version: "2.0.0", ...times, state: RUNNING };
  await world.skills.breakOff({
    install: id,
    id: "demo",
    packageLimits: DEFAULT_PACKAGE_LIMITS,
    replaces: "1.0.0",
    package: bufferSource(zipOf(demoOf("2.0.0"))),
  });
  (await world.ports.installs.create(record))._unsafeUnwrap();
  return { world, id };
}

const versionIn = async ({ ports }: RegistryWorld) =>
  (await ports.catalog.find("demo"))._unsafeUnwrap()?.report.package?.version ?? null;
const stateOf = async ({ ports }: RegistryWorld, id: InstallId) =>
  (await ports.installs.find(id))._unsafeUnwrap()?.state ?? null;

describe("before a skill is changed, what an earlier install left of it is settled", () => {
  test("when it is removed: nothing comes back", async () => {
    const { world, id } = await halfUpgraded();
    const registry = world.start();
    expect((await registry.remove("demo"))._unsafeUnwrap().archivedAs).toBe("2.0.0");
    expect(await stateOf(world, id)).toEqual(DONE);
    expect(await registry.sweep()).toEqual(NOTHING);
    expect(await versionIn(world)).toBe(null);
    expect(world.skills.archived("demo")).toEqual(["1.0.0", "2.0.0"]);
  });

  test("when it is removed just when a sweep has listed it, which then finds it settled", async () => {
    const { world, id } = await halfUpgraded();
    const registry = world.start();
    const [removed, swept] = await Promise.all([registry.remove("demo"), registry.sweep()]);
    expect(removed._unsafeUnwrap().archivedAs).toBe("2.0.0");
    expect(swept).toEqual({ installs: 1, failures: 0 });
    expect(await stateOf(world, id)).toEqual(DONE);
    expect(await versionIn(world)).toBe(null);
  });

  test("when another version is installed, which knows then what it replaces", async () => {
    const { world, id } = await halfUpgraded();
    expect(await install(world.start(), demoOf("3.0.0"))).toMatchObject({ state: DONE });
    expect(await stateOf(world, id)).toEqual(DONE);
    expect(await versionIn(world)).toBe("3.0.0");
    expect(world.skills.archived("demo")).toEqual(["1.0.0", "2.0.0"]);
  });

  test("and where that cannot be done, the skill stays as it is, and others are changed", async () => {
    const { world, id } = await halfUpgraded();
    const { installer, installs } = world.ports;
    for (const changes of [
      { installer: { ...installer, left: async () => err(BROKEN) } },
      { installer: { ...installer, settle: async () => err(BROKEN) } },
      { installs: { ...installs, find: async () => err(BROKEN) } },
    ]) {
      const registry = world.start(changes);
      expect((await registry.remove("demo"))._unsafeUnwrapErr().code).toBe("REQUEST_INTERNAL");
      expect(await install(registry, demoOf("3.0.0"))).toMatchObject({
        state: { status: "failed", error: { code: "REQUEST_INTERNAL" } },
      });
    }
    expect(await stateOf(world, id)).toEqual(RUNNING);
    expect(world.skills.archived("demo")).toEqual(["1.0.0"]);
    const other = Object.entries(demoOf("1.0.0", { id: "other" })).map(([path, content]) => [
      path.replace("demo/", "other/"),
      typeof content === "string" ? content.replace("name: demo", "name: other") : content,
    ]);
    const registry = world.start({ installer: { ...installer, settle: async () => err(BROKEN) } });
    expect(await install(registry, Object.fromEntries(other))).toMatchObject({ state: { status: "succeeded" } });
  });

  test("an install that fails and leaves files has failed for whoever has the next turn", async () => {
    const world = aRegistryWorld();
    await install(world.start(), demoOf("1.0.0"));
    const { installer } = world.ports;
    for (const fails of [async () => err(BROKEN), () => Promise.reject(new Error("A bug."))]) {
      const put: SkillInstaller["install"] = async (plan, signal) => {
        if (plan.replaces !== "1.0.0" || broken) return installer.install(plan, signal);
        broken = true;
        await world.skills.breakOff(plan);
        return fails();
      };
      let broken = false;
      // Its own record is not written before the next has ended.
      const nextEnded = Promise.withResolvers<void>();
      let held = false;
      const settle: InstallStore["settle"] = async (ended) => {
        if (ended.version === "2.0.0" && !held) {
          held = true;
          await nextEnded.promise;
        }
        return world.ports.installs.settle(ended);
      };
      const installs = { ...world.ports.installs, settle };
      const registry = world.start({ installer: { ...installer, install: put }, installs });
      const failing = install(registry, demoOf("2.0.0"));
      const next = await install(registry, demoOf("3.0.0"));
      nextEnded.resolve();
      const failed = await failing;
      expect([failed.state.status, next.state.status]).toEqual(["failed", "succeeded"]);
      expect(await stateOf(world, failed.id)).toEqual(failed.state);
      expect(world.skills.archived("demo")).not.toContain("2.0.0");
      await registry.remove("demo");
      await install(registry, demoOf("1.0.0"));
    }
  });
});
