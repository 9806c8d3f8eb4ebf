import { err, ok } from "neverthrow";
import { describe, expect, test } from "vitest";
import { bufferSource } from "../bytes/buffer-source.ts";
import type { Fault } from "../ports/fault.ts";
import { aRegistryWorld, demoOf, filesBelow, install } from "../testing/a-registry.ts";
import { BIRTH } from "../testing/a-run.ts";
import type { InstallStore } from "../ports/install-store.ts";
import { SKILL, skillWith, zipOf } from "../testing/skill-package.ts";

const BROKEN: Fault = { kind: "unavailable", message: "Made to fail at /secret/place." };
const DAY = 86_400_000;

describe("`install()`", () => {
  test("puts a new skill in its place, and the record says so from the beginning to the end", async () => {
    const world = aRegistryWorld();
    const registry = world.start();
    const started = (await registry.install({ package: bufferSource(zipOf(SKILL)), owner: "ada" }))._unsafeUnwrap();
    const { id } = started.install;
    expect(started.install).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{26}$/),
      owner: "ada",
      skillId: null,
      version: null,
      createdAt: BIRTH,
      updatedAt: BIRTH,
      state: { status: "running", action: null },
    });
    expect((await registry.findInstall({ id, owner: "ada" }))._unsafeUnwrap()).toMatchObject({ id });
    const ended = await started.ended;
    expect(ended).toMatchObject({
      skillId: "demo",
      version: "1.2.3",
      state: { status: "succeeded", action: "install" },
    });
    expect((await registry.findInstall({ id, owner: "ada" }))._unsafeUnwrap()).toEqual(ended);
    expect((await registry.find("demo"))._unsafeUnwrap()).toMatchObject({ report: { valid: true } });
  });

  test("upgrades to a higher version and keeps the one before in the archive", async () => {
    const { start, skills } = aRegistryWorld();
    const registry = start();
    await install(registry, demoOf("1.0.0"));
    expect(await install(registry, demoOf("1.10.0"))).toMatchObject({
      state: { status: "succeeded", action: "upgrade" },
    });
    expect((await registry.find("demo"))._unsafeUnwrap().report.package?.version).toBe("1.10.0");
    expect(skills.archived("demo")).toEqual(["1.0.0"]);
  });

  test.each([
    ["1.2.3", "SKILL_VERSION_NOT_HIGHER"],
    ["1.2.2", "SKILL_VERSION_NOT_HIGHER"],
    [undefined, "SKILL_VERSION_MISSING"],
  ])("refuses version %s over 1.2.3, and changes nothing", async (version, code) => {
    const { start, skills } = aRegistryWorld();
    const registry = start();
    await install(registry, demoOf("1.2.3"));
    const before = (await registry.find("demo"))._unsafeUnwrap();
    const ended = await install(registry, demoOf(version, { description: "Another." }));
    expect(ended).toMatchObject({ skillId: "demo", state: { status: "failed", action: null, error: { code } } });
    expect((await registry.find("demo"))._unsafeUnwrap()).toEqual(before);
    expect(skills.archived("demo")).toEqual([]);
  });

  test("replaces what was put there by hand without a version, or broken", async () => {
    for (const tree of [demoOf(undefined), skillWith({ "demo/assets/runner.json": "{" })]) {
      const { start, skills } = aRegistryWorld();
      skills.put("demo", filesBelow(tree));
      expect(await install(start(), SKILL)).toMatchObject({ state: { status: "succeeded", action: "upgrade" } });
      expect(skills.archived("demo")).toEqual(["unversioned"]);
    }
  });

  test("of a package that breaks rules ends as failed with every problem", async () => {
    const { start } = aRegistryWorld();
    const registry = start();
    const ended = await install(registry, skillWith({ "demo/SKILL.md": null, "demo/run.mjs": null }));
    expect(ended).toMatchObject({
      state: {
        status: "failed",
        error: {
          code: "PACKAGE_SKILL_MD_MISSING",
          problems: [{ code: "PACKAGE_SKILL_MD_MISSING" }, { code: "PACKAGE_SCRIPT_MISSING" }],
        },
      },
    });
    expect(Object.keys(ended.state.status === "failed" ? ended.state.error : {})).toEqual([
      "code",
      "message",
      "problems",
    ]);
    expect((await registry.find("demo"))._unsafeUnwrapErr().code).toBe("SKILL_NOT_FOUND");
  });

  test("refuses an id whose folder nobody would see", async () => {
    const tree = Object.fromEntries(
      Object.entries(demoOf("1.0.0", { id: ".demo" })).map(([path, content]) => [`.${path}`, content]),
    );
    const named = { ...tree, ".demo/SKILL.md": "---\nname: .demo\ndescription: Shows.\n---\n" };
    const ended = await install(aRegistryWorld().start(), named);
    expect(ended).toMatchObject({
      state: { status: "failed", error: { code: "SKILL_ID_INVALID" } },
    });
  });

  test("of one skill many times at once lets each find what the one before left", async () => {
    const { start, skills } = aRegistryWorld();
    const registry = start();
    const ended = await Promise.all(Array.from({ length: 9 }, (_, n) => install(registry, demoOf(`1.${n + 1}.0`))));
    const twice = await Promise.all([install(registry, demoOf("2.0.0")), install(registry, demoOf("2.0.0"))]);
    expect(ended.map(({ state }) => state.status)).toEqual(Array.from({ length: 9 }, () => "succeeded"));
    expect(twice.map(({ state }) => state.status).toSorted()).toEqual(["failed", "succeeded"]);
    expect(skills.archived("demo")).toHaveLength(9);
  });

  test("of one skill does not wait for that of another", async () => {
    const world = aRegistryWorld();
    const held = Promise.withResolvers<void>();
    const { installer } = world.ports;
    const slow: typeof installer = {
      ...installer,
      async install(plan, signal) {
        if (plan.id === "demo") await held.promise;
        return installer.install(plan, signal);
      },
    };
    const registry = world.start({ installer: slow });
    const first = install(registry, SKILL);
    const other = Object.fromEntries(
      Object.entries(demoOf("1.0.0", { id: "other" })).map(([path, content]) => [
        path.replace("demo/", "other/"),
        content,
      ]),
    );
    const named = { ...other, "other/SKILL.md": "---\nname: other\ndescription: Shows.\n---\n" };
    expect(await install(registry, named)).toMatchObject({ state: { status: "succeeded" } });
    held.resolve();
    expect(await first).toMatchObject({ state: { status: "succeeded" } });
  });

  test("answers a fault of its own without its words, wherever it happens", async () => {
    const world = aRegistryWorld();
    const { catalog, installer, installs, judge } = world.ports;
    const failing = [
      { judge: { ...judge, judgePackage: async () => err(BROKEN) } },
      { catalog: { ...catalog, find: async () => err(BROKEN) } },
      { installs: { ...installs, note: async () => err(BROKEN) } },
      { installer: { ...installer, install: async () => err(BROKEN) } },
      {
        installer: {
          ...installer,
          install: async () => {
            throw new Error("A bug at /secret/place.");
          },
        },
      },
    ];
    for (const changes of failing) {
      const ended = await install(world.start(changes), SKILL);
      expect(ended).toMatchObject({ state: { status: "failed", error: { code: "REQUEST_INTERNAL", problems: [] } } });
      expect(JSON.stringify(ended)).not.toContain("secret");
      expect((await world.start().findInstall({ id: ended.id }))._unsafeUnwrap()).toEqual(ended);
    }
    const full = { ...installer, install: async () => err({ ...BROKEN, kind: "no_space" } as const) };
    expect(await install(world.start({ installer: full }), SKILL)).toMatchObject({
      state: { error: { code: "RUN_NO_SPACE" } },
    });
    const created = await world
      .start({ installs: { ...installs, create: async () => err(BROKEN) } })
      .install({ package: bufferSource(zipOf(SKILL)) });
    expect(created._unsafeUnwrapErr().code).toBe("REQUEST_INTERNAL");
  });

  test("tells what the system could not extract", async () => {
    const world = aRegistryWorld();
    const problems = [
      {
        code: "PATH_TOO_LONG_HERE",
        severity: "error",
        message: "Too long.",
        entry: "demo/x",
        line: null,
        column: null,
        pointer: null,
        hint: null,
      },
    ] as const;
    const refusing = { ...world.ports.installer, install: async () => err({ kind: "refused", problems } as const) };
    expect(await install(world.start({ installer: refusing }), SKILL)).toMatchObject({
      state: { status: "failed", action: "install", error: { code: "PATH_TOO_LONG_HERE", problems } },
    });
  });

  test("breaks off when it is asked to stop, and begins nothing after that", async () => {
    const world = aRegistryWorld();
    const reached = Promise.withResolvers<void>();
    const { installer } = world.ports;
    const waiting: typeof installer = {
      ...installer,
      async install(_, signal) {
        reached.resolve();
        await new Promise((resolve) => {
          signal.addEventListener("abort", resolve);
        });
        return err({ kind: "aborted" });
      },
    };
    const registry = world.start({ installer: waiting });
    const ended = install(registry, SKILL);
    await reached.promise;
    await registry.stop();
    expect(await ended).toMatchObject({ state: { status: "failed", error: { code: "SKILL_INSTALL_INTERRUPTED" } } });
    const late = await registry.install({ package: bufferSource(zipOf(SKILL)) });
    expect(late._unsafeUnwrapErr().code).toBe("REQUEST_UNAVAILABLE");
    expect((await registry.remove("demo"))._unsafeUnwrapErr().code).toBe("REQUEST_UNAVAILABLE");
  });

  test("forgets installs that ended long ago", async () => {
    const world = aRegistryWorld();
    const registry = world.start({}, { installTtlMs: DAY });
    const old = await install(registry, demoOf("1.0.0"));
    world.clock.advance(DAY);
    const recent = await install(registry, demoOf("1.0.1"));
    expect((await registry.findInstall({ id: old.id })).isOk()).toBe(true);
    world.clock.advance(1);
    await install(registry, demoOf("1.0.2"));
    expect((await registry.findInstall({ id: old.id }))._unsafeUnwrapErr().code).toBe("SKILL_INSTALL_NOT_FOUND");
    expect((await registry.findInstall({ id: recent.id })).isOk()).toBe(true);
  });

  test("keeps its end when the records come back within some seconds", async () => {
    const world = aRegistryWorld();
    const { settle } = world.ports.installs;
    const pauses: number[] = [];
    const clock = { ...world.clock, sleep: async (ms: number) => void pauses.push(ms) };
    const installs: InstallStore = {
      ...world.ports.installs,
      settle: async (ended) => (pauses.length < 3 ? err(BROKEN) : settle(ended)),
    };
    const registry = world.start({ clock, installs });
    const { id } = await install(registry, SKILL);
    expect((await registry.findInstall({ id }))._unsafeUnwrap().state.status).toBe("succeeded");
    expect(pauses).toEqual([50, 250, 1000]);
  });

  test("ends well though its end cannot be kept, which the log hears", async () => {
    const world = aRegistryWorld();
    const told: string[] = [];
    const hear = (event: string): void => void told.push(event);
    const installs = { ...world.ports.installs, settle: async () => err(BROKEN), forget: async () => err(BROKEN) };
    const clock = { ...world.clock, sleep: async () => undefined };
    const registry = world.start({ clock, installs, log: { info: hear, warn: hear, error: hear } });
    expect(await install(registry, SKILL)).toMatchObject({ state: { status: "succeeded" } });
    expect(told).toEqual([
      "skill installed",
      "the end of an install could not be kept",
      "old installs could not be forgotten",
    ]);
    const ports = { ...world.ports, installs: { ...world.ports.installs, note: async () => ok(false) } };
    expect(await install(world.start(ports), demoOf("9.0.0"))).toMatchObject({
      state: { status: "failed", error: { code: "SKILL_INSTALL_INTERRUPTED" } },
    });
  });
});

describe("`findInstall()`", () => {
  test("finds no install of another owner, and none by what is no id", async () => {
    const registry = aRegistryWorld().start();
    const { id } = await install(registry, SKILL, "ada");
    for (const address of [
      { id },
      { id, owner: "bob" },
      { id: "../x", owner: "ada" },
      { id: "0".repeat(26), owner: "ada" },
    ]) {
      expect((await registry.findInstall(address))._unsafeUnwrapErr().code).toBe("SKILL_INSTALL_NOT_FOUND");
    }
  });
});
