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

  test("lets the installer end what it left first, and says when it cannot", async () => {
    const { world } = await diedWhileInstalling("before");
    const { catalog, installer, installs } = world.ports;
    const broken = { kind: "unavailable", message: "Made to fail." } as const;
    const failing = [
      { installer: { ...installer, left: async () => err(broken) } },
      { installs: { ...installs, open: async () => err(broken) } },
      { catalog: { ...catalog, find: async () => err(broken) } },
      { installs: { ...installs, settle: async () => err(broken) } },
    ];
    for (const changes of failing) expect((await world.start(changes).recover())._unsafeUnwrapErr()).toEqual(broken);
    expect((await world.start().recover())._unsafeUnwrap()).toBe(1);
  });
});
