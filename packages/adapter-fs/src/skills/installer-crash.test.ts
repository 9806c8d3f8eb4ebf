// Is there the old skill or the new one, whole, after a crash at any moment?
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { bytesByPath, packedSkill, skillText } from "@mayfly/conformance";
import { bufferSource, DEFAULT_PACKAGE_LIMITS, type InstallId } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { placesOf, type Places } from "../data-folder/places.ts";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { tolerating } from "../system/attempt-system.ts";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";
import { createFileSkillCatalog } from "./create-file-skill-catalog.ts";
import { createFileSkillInstaller } from "./create-file-skill-installer.ts";
import { INSTALL_STEPS } from "./install-skill-folder.ts";

const PROGRAM = fileURLToPath(new URL("../testing/dying-installer.ts", import.meta.url));
const pool = createWorkerPool({ workers: 2, wallMs: 20_000 });
afterAll(() => pool.close());

let data: FreshDataFolder;
let places: Places;
beforeEach(async () => {
  data = await freshDataFolder();
  places = placesOf(data.path);
});
afterEach(() => data.close());

const namesIn = async (folder: string): Promise<readonly string[]> =>
  ((await tolerating(["ENOENT"], readdir(folder))) ?? []).toSorted();
const install = (version: string, replaces: string | null) =>
  createFileSkillInstaller(data.path, pool).install(
    {
      install: memoryIds.runId() as string as InstallId,
      id: "demo",
      package: bufferSource(packedSkill("demo", skillText("demo", { version }))),
      packageLimits: DEFAULT_PACKAGE_LIMITS,
      replaces,
    },
    new AbortController().signal,
  );

/** Starts a process that installs versions from `first` on; dies at `step`, or after `ms`. */
async function die(step: string, first: number, ms: number | null = null): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, PROGRAM, data.path, step, String(first)]);
  let failed = "";
  child.stderr.on("data", (text) => void (failed += String(text)));
  await once(child.stdout, "data");
  if (ms !== null) setTimeout(() => child.kill("SIGKILL"), ms);
  const [, signal] = (await once(child, "close")) as [number | null, string | null];
  expect(failed).toBe("");
  expect(signal).toBe("SIGKILL");
}

/** The version that is installed after recovery, held to be whole; `null` for none. Nothing of a try may be left. */
async function recovered(): Promise<string | null> {
  const installer = createFileSkillInstaller(data.path, pool);
  for (const install of (await installer.left())._unsafeUnwrap())
    (await installer.settle(install, "new"))._unsafeUnwrap();
  expect(await namesIn(places.installs)).toEqual([]);
  const packed = (await createFileSkillCatalog(data.path, pool).pack("demo"))._unsafeUnwrap();
  if (packed === null) return null;
  const version = packed.skill.report.package?.version ?? "none";
  const bytes = await packed.package.read(0, packed.package.size);
  expect(Buffer.compare(bytes, packedSkill("demo", skillText("demo", { version })))).toBe(0);
  return version;
}

async function expectArchived(version: string): Promise<void> {
  for (const [path, bytes] of bytesByPath(skillText("demo", { version }))) {
    expect(Buffer.compare(await readFile(join(places.archive("demo"), version, path)), bytes), path).toBe(0);
  }
}

describe("`install()` of a process that dies", () => {
  test.each(INSTALL_STEPS)(
    "after the step %s leaves the old version or the new, and the archive tells which",
    async (step) => {
      (await install("1.0.0", null))._unsafeUnwrap();
      await die(step, 2);
      const late = INSTALL_STEPS.indexOf(step) >= INSTALL_STEPS.indexOf("archived");
      expect(await recovered()).toBe(late ? "2.0.0" : "1.0.0");
      expect(await namesIn(places.archive("demo"))).toEqual(late ? ["1.0.0"] : []);
      if (late) await expectArchived("1.0.0");
      expect((await install("3.0.0", late ? "2.0.0" : "1.0.0")).isOk()).toBe(true);
      expect(await recovered()).toBe("3.0.0");
    },
  );

  test.each(INSTALL_STEPS)("after the step %s of a first install leaves nothing or the skill", async (step) => {
    await die(step, 1);
    const placed = INSTALL_STEPS.indexOf(step) >= INSTALL_STEPS.indexOf("placed");
    expect(await recovered()).toBe(placed ? "1.0.0" : null);
    expect(await namesIn(places.skills)).toEqual(placed ? ["demo"] : []);
  });

  test("at any moment leaves one whole version, and every one before it in the archive", async () => {
    let installed = 0;
    for (let round = 0; round < 8; round += 1) {
      await die("never", installed + 1, Math.random() * 300);
      const version = await recovered();
      const now = version === null ? 0 : Number(version.split(".")[0]);
      expect(now).toBeGreaterThanOrEqual(installed);
      installed = now;
      const before = Array.from({ length: Math.max(0, now - 1) }, (_, n) => `${n + 1}.0.0`);
      expect(await namesIn(places.archive("demo"))).toEqual(before.toSorted());
    }
    for (let n = 1; n < installed; n += 1) await expectArchived(`${n}.0.0`);
  });
});

test("`settle()` removes what is no install, and keeps what stands in a skill's place", async () => {
  (await install("1.0.0", null))._unsafeUnwrap();
  await die("archived", 2);
  await writeFile(join(places.installs, ".DS_Store"), "of a file browser");
  // An operator put the old one back by hand before the next start.
  (await install("1.5.0", null))._unsafeUnwrap();
  expect(await recovered()).toBe("1.5.0");
  await expectArchived("1.0.0");
  await expect(access(places.installs)).resolves.toBeUndefined();
});

test("`settle()` of an install whose plan is damaged is a fault that names the file", async () => {
  await die("planned", 1);
  const [name = ""] = await namesIn(places.installs);
  await writeFile(join(places.installs, name, "plan.json"), "{");
  const fault = (await createFileSkillInstaller(data.path, pool).settle(name as InstallId, "new"))._unsafeUnwrapErr();
  expect(fault.message).toContain(`${name}/plan.json is damaged`);
});
