import { existsSync } from "node:fs";
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  bufferSource,
  DEFAULT_INPUT_LIMITS,
  DEFAULT_PACKAGE_LIMITS,
  writeStoredArchive,
  type AttemptId,
  type ContentFile,
  type RunId,
  type StagingPlan,
  type Workspaces,
} from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDataFolder } from "../data-folder/open-data-folder.ts";
import { placesOf } from "../data-folder/places.ts";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";
import { createFileWorkspaces } from "./create-file-workspaces.ts";

const pool = createWorkerPool({ workers: 1 });
afterAll(() => pool.close());

let data: FreshDataFolder;
let workspaces: Workspaces;
let run: RunId;
const attempt = "a" as AttemptId;

beforeEach(async () => {
  data = await freshDataFolder();
  workspaces = createFileWorkspaces(data.path, pool);
  run = memoryIds.runId();
});
afterEach(() => data.close());

function planOf(files: readonly ContentFile[]): StagingPlan {
  return {
    package: bufferSource(writeStoredArchive(files)),
    packageLimits: DEFAULT_PACKAGE_LIMITS,
    inputs: null,
    inputLimits: DEFAULT_INPUT_LIMITS,
  };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const never = new AbortController().signal;

describe("`stage()`", () => {
  test("gives files the executable bit and no other mode of the archive's", async () => {
    const plan = planOf([
      { path: "skill-a/run.sh", bytes: bytes("x"), executable: true },
      { path: "skill-a/data.txt", bytes: bytes("x") },
    ]);
    const { paths } = (await workspaces.stage(run, attempt, plan, never))._unsafeUnwrap();
    const mode = async (name: string) => (await lstat(join(paths.skillDir, name))).mode & 0o7777 & ~process.umask();
    expect(await mode("run.sh")).toBe(0o755 & ~process.umask());
    expect(await mode("data.txt")).toBe(0o644 & ~process.umask());
    expect((await lstat(dirname(paths.skillDir))).mode & 0o777).toBe(0o700);
  });

  test("leaves nothing when it is aborted in the midst of a large package", async () => {
    const large = new Uint8Array(24 * 1024 * 1024);
    const plan = {
      ...planOf([0, 1].map((each) => ({ path: `skill-a/large-${each}`, bytes: large }))),
      packageLimits: { ...DEFAULT_PACKAGE_LIMITS, maxBytes: 2 ** 30 },
    };
    const abort = new AbortController();
    const staging = workspaces.stage(run, attempt, plan, abort.signal);
    const begun = join(`${placesOf(data.path).workspace(run, attempt)}.part`, "skill.part/large-0");
    while (!existsSync(begun)) await new Promise(setImmediate);
    abort.abort();
    expect((await staging)._unsafeUnwrapErr()).toEqual({ kind: "aborted" });
    expect(await readdir(placesOf(data.path).tmp)).toEqual(["trash"]);
    expect(await readdir(placesOf(data.path).trash)).toEqual([]);
  });

  test("refuses a path that the file system cannot hold, with its own code", async () => {
    // As long as a path may be that can still be listed.
    let long = join(dirname(data.path), "long");
    while (Buffer.byteLength(long) < 3700) long = join(long, "l".repeat(20));
    const folder = await openDataFolder(long);
    const place = folder._unsafeUnwrap();
    expect(place.maxPathBytes).toBeLessThan(512);
    const path = `skill-a/${"a".repeat(200)}/${"b".repeat(200)}/c.txt`;
    const plan = planOf([{ path, bytes: bytes("x") }]);
    const refused = (await createFileWorkspaces(long, pool).stage(run, attempt, plan, never))._unsafeUnwrapErr();
    expect(refused).toMatchObject({ kind: "refused", problems: [{ code: "PATH_TOO_LONG_HERE", entry: path }] });
    expect(await readdir(placesOf(long).tmp)).toEqual(["trash"]);
  });

  test("follows no link that lies where the workspace is to be", async () => {
    const outside = join(dirname(data.path), "outside");
    await mkdir(outside);
    await writeFile(join(outside, "kept.txt"), "kept");
    const places = placesOf(data.path);
    await mkdir(places.temporary(run));
    await symlink(outside, `${places.workspace(run, attempt)}.part`);
    await symlink(outside, places.workspace(run, attempt));
    const staged = await workspaces.stage(run, attempt, planOf([{ path: "skill-a/x", bytes: bytes("x") }]), never);
    expect(staged.isOk()).toBe(true);
    expect(await readdir(outside)).toEqual(["kept.txt"]);
    expect((await lstat(places.workspace(run, attempt))).isDirectory()).toBe(true);
  });
});

describe("`find()`", () => {
  test("finds nothing that another boot of the machine staged, since it was not flushed", async () => {
    const plan = planOf([{ path: "skill-a/x", bytes: bytes("x") }]);
    const before = createFileWorkspaces(data.path, pool, "before");
    const staged = (await before.stage(run, attempt, plan, never))._unsafeUnwrap();
    expect((await before.find(run, attempt))._unsafeUnwrap()).toEqual(staged);
    const after = createFileWorkspaces(data.path, pool, "after");
    expect((await after.find(run, attempt))._unsafeUnwrap()).toBe(null);
    expect((await after.stage(run, attempt, plan, never))._unsafeUnwrap()).toEqual(staged);
    expect((await after.find(run, attempt))._unsafeUnwrap()).toEqual(staged);
  });

  test("finds nothing where the power cut left half a record", async () => {
    const plan = planOf([{ path: "skill-a/x", bytes: bytes("x") }]);
    (await workspaces.stage(run, attempt, plan, never))._unsafeUnwrap();
    await writeFile(join(placesOf(data.path).workspace(run, attempt), "staged.json"), '{"inpu');
    expect((await workspaces.find(run, attempt))._unsafeUnwrap()).toBe(null);
  });
});

describe("`writeDocument()`", () => {
  test("follows no link that a program left in its place", async () => {
    const plan = planOf([{ path: "skill-a/x", bytes: bytes("x") }]);
    const { paths } = (await workspaces.stage(run, attempt, plan, never))._unsafeUnwrap();
    const outside = join(dirname(data.path), "outside.txt");
    await writeFile(outside, "kept");
    await symlink(outside, paths.documentPath);
    expect((await workspaces.writeDocument(run, attempt, { a: 1 })).isOk()).toBe(true);
    expect(await readFile(outside, "utf8")).toBe("kept");
    expect(JSON.parse(await readFile(paths.documentPath, "utf8"))).toEqual({ a: 1 });
  });
});
