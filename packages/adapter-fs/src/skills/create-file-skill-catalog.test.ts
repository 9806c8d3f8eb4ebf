import { chmod, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bytesByPath, packedSkill, skillText, type SkillText } from "@mayfly/conformance";
import { placesOf, type Places } from "../data-folder/places.ts";
import { createWorkerPool, type WorkerPool } from "../pool/create-worker-pool.ts";
import type { PoolTask } from "../pool/pool-task.ts";
import { IS_ROOT } from "../testing/as-ordinary-user.ts";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";
import { makePipe } from "../testing/hostile-tree.ts";
import { createFileSkillCatalog } from "./create-file-skill-catalog.ts";

const pool = createWorkerPool({ workers: 2, wallMs: 20_000 });
afterAll(() => pool.close());

let data: FreshDataFolder;
let places: Places;
beforeEach(async () => {
  data = await freshDataFolder();
  places = placesOf(data.path);
});
afterEach(() => data.close());

async function put(id: string, text: SkillText = skillText(id)): Promise<void> {
  for (const [path, bytes] of bytesByPath(text)) {
    const file = join(places.skill(id), path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

/** A pool that notes whose folders it is asked to judge, and to look at. */
function notingPool(): { pool: WorkerPool; judged: string[]; looked: string[] } {
  const judged: string[] = [];
  const looked: string[] = [];
  const noting: WorkerPool = {
    ...pool,
    perform(task, timed, signal) {
      const asked: PoolTask = task;
      if (asked.kind === "examine_skill") judged.push(asked.id);
      if (asked.kind === "fingerprint_skills")
        looked.push(...asked.folders.map((folder) => folder.split("/").at(-1) ?? ""));
      return pool.perform(task, timed, signal);
    },
  };
  return { pool: noting, judged, looked };
}

const ALL = { word: null, limit: 200, cursor: null };

describe("createFileSkillCatalog()", () => {
  test("passes over names that are hidden, unsafe or no folders", async () => {
    await put("demo");
    await mkdir(join(places.skills, ".hidden"));
    await mkdir(join(places.skills, "CON"));
    await mkdir(join(places.skills, "a b "));
    await writeFile(join(places.skills, "README.md"), "");
    await writeFile(join(places.skills, "demo.zip"), "");
    const catalog = createFileSkillCatalog(data.path, pool);
    expect((await catalog.page(ALL))._unsafeUnwrap().skills.map(({ id }) => id)).toEqual(["demo"]);
    for (const id of [".hidden", "CON", "README.md", "demo.zip"])
      expect((await catalog.find(id))._unsafeUnwrap()).toBe(null);
  });

  test("lists what no archive could hold with its problems, and reads nothing outside", async () => {
    await put("linking");
    await symlink("/etc/passwd", join(places.skill("linking"), "assets", "passwd"));
    await put("real");
    await symlink(places.skill("real"), places.skill("elsewhere"));
    await put("colliding", { ...skillText("colliding"), "a.txt": "", "A.txt": "" });
    await put("piped");
    const piped = makePipe(join(places.skill("piped"), "pipe"));
    const catalog = createFileSkillCatalog(data.path, pool);
    const { skills } = (await catalog.page(ALL))._unsafeUnwrap();
    const told = Object.fromEntries(skills.map(({ id, report }) => [id, report.problems.map(({ code }) => code)]));
    expect(told).toEqual({
      colliding: ["PATH_COLLISION"],
      elsewhere: ["ARCHIVE_SYMLINK"],
      linking: ["ARCHIVE_SYMLINK"],
      piped: piped ? ["ARCHIVE_SPECIAL_FILE"] : [],
      real: [],
    });
  });

  test("judges a skill once, and again only when its folder changed", async () => {
    for (const id of ["a", "b", "c"]) await put(id);
    const noting = notingPool();
    const catalog = createFileSkillCatalog(data.path, noting.pool, { recheckMs: 0 });
    for (let n = 0; n < 3; n += 1) await catalog.page(ALL);
    expect(noting.judged.toSorted()).toEqual(["a", "b", "c"]);
    await writeFile(join(places.skill("b"), "scripts", "main.mjs"), "// 9.9.9\n");
    for (let n = 0; n < 3; n += 1) await catalog.page(ALL);
    expect(noting.judged.slice(3)).toEqual(["b"]);
  });

  test("`find()`, `schemas()` and `pack()` of one skill look at no other", async () => {
    for (const id of ["a", "b", "c"]) await put(id);
    const noting = notingPool();
    const catalog = createFileSkillCatalog(data.path, noting.pool, { recheckMs: 0 });
    for (const asked of [catalog.find("b"), catalog.schemas("b"), catalog.pack("b"), catalog.find("b")]) {
      expect((await asked)._unsafeUnwrap()).not.toBe(null);
    }
    expect(new Set([...noting.judged, ...noting.looked])).toEqual(new Set(["b"]));
  });

  test("a page looks at no more than it shows, and tells whether there is more", async () => {
    for (const id of ["a", "b", "c", "d"]) await put(id);
    const noting = notingPool();
    const catalog = createFileSkillCatalog(data.path, noting.pool);
    await catalog.page({ ...ALL, limit: 2 });
    expect(new Set([...noting.judged, ...noting.looked])).toEqual(new Set(["a", "b", "c"]));
  });

  test("`warm()` judges everything ahead, until it is told to stop", async () => {
    for (const id of ["a", "b", "c"]) await put(id);
    const noting = notingPool();
    const catalog = createFileSkillCatalog(data.path, noting.pool);
    (await catalog.warm(AbortSignal.abort()))._unsafeUnwrap();
    expect(noting.judged).toEqual([]);
    (await catalog.warm(new AbortController().signal))._unsafeUnwrap();
    expect(noting.judged.toSorted()).toEqual(["a", "b", "c"]);
    await catalog.page({ ...ALL, word: "counts" });
    expect(noting.judged).toHaveLength(3);
  });

  test("finds an edit in place that leaves size and modification time as they were", async () => {
    await put("demo");
    const catalog = createFileSkillCatalog(data.path, pool);
    await catalog.page(ALL);
    await put("demo", skillText("demo", { version: "1.0.9" }));
    await vi.waitFor(
      async () => {
        const found = (await catalog.find("demo"))._unsafeUnwrap();
        expect(found?.report.package?.version).toBe("1.0.9");
      },
      { timeout: 3000 },
    );
  });

  test("packs one whole version, also while another hand swaps folders", async () => {
    const ids = { "1.0.0": "one", "2.0.0": "two" } as const;
    for (const [version, id] of Object.entries(ids)) {
      await put(id, skillText("demo", { version }));
      await rename(places.skill(id), join(places.tmp, version));
    }
    const catalog = createFileSkillCatalog(data.path, pool);
    const stop = new AbortController();
    const swapping = (async () => {
      for (let n = 0; !stop.signal.aborted; n += 1) {
        const made = join(places.tmp, n % 2 === 0 ? "1.0.0" : "2.0.0");
        await rename(made, places.skill("demo"));
        await new Promise((resolve) => setTimeout(resolve, 30));
        await rename(places.skill("demo"), made);
      }
    })();
    try {
      for (let n = 0; n < 25; n += 1) {
        // One that changes all the time is a fault.
        const packed = (await catalog.pack("demo")).unwrapOr(null);
        const version = packed?.skill.report.package?.version;
        if (packed === null || version === undefined || version === null) continue;
        const bytes = await packed.package.read(0, packed.package.size);
        expect(Buffer.compare(bytes, packedSkill("demo", skillText("demo", { version })))).toBe(0);
      }
    } finally {
      stop.abort();
      await swapping;
    }
  });

  test.skipIf(IS_ROOT)("what may not be read is a broken skill, a fault to pack, and whole once it may", async () => {
    await put("demo", skillText("demo"));
    const catalog = createFileSkillCatalog(data.path, pool, { recheckMs: 0 });
    const file = join(places.skill("demo"), "SKILL.md");
    await chmod(file, 0);
    expect((await catalog.find("demo"))._unsafeUnwrap()?.report.problems).toMatchObject([{ code: "SKILL_UNREADABLE" }]);
    expect((await catalog.pack("demo"))._unsafeUnwrapErr()).toMatchObject({ kind: "unavailable" });
    await chmod(file, 0o644);
    expect((await catalog.pack("demo"))._unsafeUnwrap()?.skill.report.valid).toBe(true);
  });

  test("a folder that is gone, or comes back, is what is told of it", async () => {
    await put("demo");
    const catalog = createFileSkillCatalog(data.path, pool, { recheckMs: 0 });
    expect((await catalog.find("demo"))._unsafeUnwrap()).not.toBe(null);
    await rename(places.skill("demo"), join(places.tmp, "away"));
    expect((await catalog.find("demo"))._unsafeUnwrap()).toBe(null);
    expect((await catalog.page(ALL))._unsafeUnwrap().skills).toEqual([]);
    await rename(join(places.tmp, "away"), places.skill("demo"));
    expect((await catalog.page(ALL))._unsafeUnwrap().skills).toHaveLength(1);
    await rm(places.skills, { recursive: true });
    expect((await catalog.page(ALL))._unsafeUnwrap().skills).toEqual([]);
  });

  test("a skill that takes too long to judge is a broken one, and a pool that is closed is a fault", async () => {
    await put("demo");
    const hurried = createWorkerPool({ workers: 1, wallMs: 1 });
    const catalog = createFileSkillCatalog(data.path, hurried);
    const costly = (await catalog.find("demo"))._unsafeUnwrap();
    expect(costly?.report).toMatchObject({ valid: false, problems: [{ code: "PACKAGE_TOO_COSTLY" }] });
    await hurried.close();
    const other = createFileSkillCatalog(data.path, hurried);
    expect((await other.page(ALL))._unsafeUnwrapErr().kind).toBe("unavailable");
  });
});
