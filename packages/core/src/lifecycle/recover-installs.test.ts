import { err } from "neverthrow";
import { describe, expect, test } from "vitest";
import { bufferSource } from "../bytes/buffer-source.ts";
import type { SkillInstaller } from "../ports/skill-installer.ts";
import { aRegistryWorld, demoOf, install, type RegistryWorld } from "../testing/a-registry.ts";
import { counted } from "../testing/counted.ts";
import { zipOf } from "../testing/skill-package.ts";

/** Begins to upgrade from 1.0.0 and dies: before the new version was put in its place, or after. */
async function diedWhileInstalling(when: "before" | "after" | "while judging") {
  const world = aRegistryWorld();
  await install(world.start(), demoOf("1.0.0"));
  const reached = Promise.withResolvers<void>();
  const never = new Promise<never>(() => undefined);
  const installer: SkillInstaller = {
    ...world.ports.installer,
    async install(plan, signal) {
      if (when === "after") await world.ports.installer.install(plan, signal);
      reached.resolve();
      return never;
    },
  };
  const judge = {
    ...world.ports.judge,
    judgePackage: () => {
      reached.resolve();
      return never;
    },
  };
  const dying = world.start(when === "while judging" ? { judge } : { installer });
  const started = await dying.install({ package: bufferSource(zipOf(demoOf("2.0.0"))) });
  await reached.promise;
  return { world, id: started._unsafeUnwrap().install.id };
}

async function recovered({ world, id }: { world: RegistryWorld; id: string }) {
  const restarted = world.start();
  world.clock.advance(5000);
  expect((await restarted.recover())._unsafeUnwrap()).toBe(1);
  expect((await restarted.recover())._unsafeUnwrap()).toBe(0);
  return (await restarted.findInstall({ id }))._unsafeUnwrap();
}

describe("`recover()`", () => {
  test("ends an install as interrupted where the old version is still there", async () => {
    for (const when of ["before", "while judging"] as const) {
      const died = await diedWhileInstalling(when);
      const ended = await recovered(died);
      expect(ended).toMatchObject({
        skillId: when === "before" ? "demo" : null,
        state: { status: "failed", error: { code: "SKILL_INSTALL_INTERRUPTED" } },
      });
      expect(ended.updatedAt).toBe(ended.createdAt + 5000);
      expect(counted(died.world.counters)).toEqual({ "installs_ended succeeded": 1, "installs_ended failed": 1 });
      // The next try is not hindered.
      expect(await install(died.world.start(), demoOf("2.0.0"))).toMatchObject({ state: { status: "succeeded" } });
    }
  });

  test("ends an install well where the new version is there", async () => {
    const ended = await recovered(await diedWhileInstalling("after"));
    expect(ended).toMatchObject({
      skillId: "demo",
      version: "2.0.0",
      state: { status: "succeeded", action: "upgrade" },
    });
  });

  const BROKEN = { kind: "unavailable", message: "Made to fail." } as const;

  test("says when it cannot see what was left", async () => {
    const { world } = await diedWhileInstalling("before");
    const { installer, installs } = world.ports;
    const failing = [
      { installer: { ...installer, left: async () => err(BROKEN) } },
      { installs: { ...installs, open: async () => err(BROKEN) } },
    ];
    for (const changes of failing) expect((await world.start(changes).recover())._unsafeUnwrapErr()).toEqual(BROKEN);
    expect((await world.start().recover())._unsafeUnwrap()).toBe(1);
  });

  test("leaves an install that it cannot settle to the sweep, says so in the log, and goes on with the others", async () => {
    const { world, id } = await diedWhileInstalling("before");
    const { catalog, installer, installs, log } = world.ports;
    const failing = [
      { installer: { ...installer, settle: async () => err(BROKEN) } },
      { installs: { ...installs, find: async () => err(BROKEN) } },
      { catalog: { ...catalog, find: async () => err(BROKEN) } },
      { installs: { ...installs, settle: async () => err(BROKEN) } },
    ];
    for (const changes of failing) {
      const warned: unknown[] = [];
      const warn = (...line: unknown[]): void => void warned.push(line);
      expect((await world.start({ ...changes, log: { ...log, warn } }).recover())._unsafeUnwrap()).toBe(0);
      const fields = { install: id, message: BROKEN.message };
      expect(warned).toContainEqual(["an install could not be settled and will be tried again", fields]);
    }
    const other = await diedWhileInstalling("before");
    const [mine] = (await other.world.ports.installs.open())._unsafeUnwrap();
    if (mine === undefined) throw new Error("Nothing was left.");
    (await installs.create(mine))._unsafeUnwrap();
    const settle: typeof installs.settle = async (each) => (each.id === id ? err(BROKEN) : installs.settle(each));
    const registry = world.start({ installs: { ...installs, settle } });
    expect((await registry.recover())._unsafeUnwrap()).toBe(1);
    expect(await world.start().sweep()).toEqual({ installs: 1, failures: 0 });
  });
});
