// Does an install that fails half-way leave what was there before?
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { rmSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { packedSkill, skillText } from "@mayfly/conformance";
import { bufferSource, DEFAULT_PACKAGE_LIMITS, type InstallId } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { placesOf, type Places } from "../data-folder/places.ts";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";
import { createFileSkillCatalog } from "./create-file-skill-catalog.ts";
import { createFileSkillInstaller } from "./create-file-skill-installer.ts";
import type { InstallStep } from "./install-skill-folder.ts";

const pool = createWorkerPool({ workers: 1, wallMs: 20_000 });
afterAll(() => pool.close());

let data: FreshDataFolder;
let places: Places;
beforeEach(async () => {
  data = await freshDataFolder();
  places = placesOf(data.path);
});
afterEach(() => data.close());

const id = memoryIds.runId() as string as InstallId;

const install = (version: string, replaces: string | null, onStep: (step: InstallStep) => void = () => undefined) =>
  createFileSkillInstaller(data.path, pool, { onStep }).install(
    {
      install: id,
      id: "demo",
      package: bufferSource(packedSkill("demo", skillText("demo", { version }))),
      packageLimits: DEFAULT_PACKAGE_LIMITS,
      replaces,
    },
    new AbortController().signal,
  );
const versionNow = async () =>
  (await createFileSkillCatalog(data.path, pool).find("demo"))._unsafeUnwrap()?.report.package?.version ?? null;

test.each(["planned", "archived"] as const)(
  "`install()` whose new skill vanishes when it is %s puts the old one back",
  async (at) => {
    (await install("1.0.0", null))._unsafeUnwrap();
    const failed = await install("2.0.0", "1.0.0", (step) => {
      if (step === at) rmSync(join(places.install(id), "new"), { recursive: true });
    });
    expect(failed._unsafeUnwrapErr()).toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining("ENOENT"),
    });
    expect(await versionNow()).toBe("1.0.0");
    expect(await readdir(places.installs)).toEqual([]);
    expect((await install("2.0.0", "1.0.0")).isOk()).toBe(true);
    expect(await readdir(places.archive("demo"))).toEqual(["1.0.0"]);
  },
);

test("`install()` whose place somebody takes meanwhile loses neither theirs nor the old one", async () => {
  (await install("1.0.0", null))._unsafeUnwrap();
  const failed = await install("2.0.0", "1.0.0", (step) => {
    if (step !== "archived") return;
    mkdirSync(places.skill("demo"));
    writeFileSync(join(places.skill("demo"), "theirs"), "");
  });
  expect(failed._unsafeUnwrapErr()).toMatchObject({ message: expect.stringContaining("Somebody else") });
  expect(await readdir(places.skill("demo"))).toEqual(["theirs"]);
  expect(await readdir(places.archive("demo"))).toEqual(["1.0.0"]);
  expect(await readdir(places.installs)).toEqual([]);
});

test.each([
  ["old", "1.0.0"],
  ["new", "2.0.0"],
] as const)(
  "`install()` that cannot take back what it did leaves that to `settle()`: the %s one",
  async (half, version) => {
    (await install("1.0.0", null))._unsafeUnwrap();
    const failed = await install("2.0.0", "1.0.0", (step) => {
      if (step !== "archived") return;
      rmSync(places.skills, { recursive: true });
      writeFileSync(places.skills, "a file where a folder should be");
    });
    expect(failed._unsafeUnwrapErr()).toMatchObject({ message: expect.stringContaining("ENOTDIR") });
    const installer = createFileSkillInstaller(data.path, pool);
    expect((await installer.settle(id, half))._unsafeUnwrapErr().kind).toBe("unavailable");
    expect((await installer.left())._unsafeUnwrap()).toEqual([id]);
    await rm(places.skills);
    await mkdir(places.skills);
    (await installer.settle(id, half))._unsafeUnwrap();
    expect((await installer.left())._unsafeUnwrap()).toEqual([]);
    expect(await versionNow()).toBe(version);
  },
);

test("`install()` that cannot reach the archive changes nothing", async () => {
  (await install("1.0.0", null))._unsafeUnwrap();
  await mkdir(join(data.path, "skills-archive"), { recursive: true });
  await writeFile(places.archive("demo"), "a file where a folder should be");
  const failed = await install("2.0.0", "1.0.0");
  expect(failed._unsafeUnwrapErr().kind).toBe("unavailable");
  expect(await versionNow()).toBe("1.0.0");
  expect(await readdir(places.installs)).toEqual([]);
  await rm(places.archive("demo"));
  expect((await install("2.0.0", "1.0.0")).isOk()).toBe(true);
});
