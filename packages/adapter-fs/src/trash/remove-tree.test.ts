import { chmod, chown, link, lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AttemptId, RunId, Workspaces } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placesOf, type Places } from "../data-folder/places.ts";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { asOrdinaryUser, IS_ROOT, NOBODY } from "../testing/as-ordinary-user.ts";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";
import { makeDeepTree, makePipe, makeSocket } from "../testing/hostile-tree.ts";
import { createFileUploads } from "../uploads/create-file-uploads.ts";
import { createFileWorkspaces } from "../workspaces/create-file-workspaces.ts";

const REMOVE_RUN = new URL("../testing/remove-run.ts", import.meta.url);

let data: FreshDataFolder;
let places: Places;
let workspaces: Workspaces;
let run: RunId;
let root: string;

beforeEach(async () => {
  data = await freshDataFolder();
  places = placesOf(data.path);
  workspaces = createFileWorkspaces(data.path, createWorkerPool());
  run = memoryIds.runId();
  root = places.workspace(run, "a" as AttemptId);
  await mkdir(root, { recursive: true });
});
afterEach(() => data.close());

async function remove() {
  return (await workspaces.remove(run))._unsafeUnwrap();
}

async function expectNothingLeft(): Promise<void> {
  expect(await readdir(places.tmp)).toEqual(["trash"]);
  expect(await readdir(places.trash)).toEqual([]);
}

describe("`remove()`", () => {
  test("removes a tree that is deeper than any path can be", async () => {
    await makeDeepTree(join(root, "deep"), 60);
    expect((await workspaces.measure(run)).isOk()).toBe(true);
    expect(await remove()).toEqual({ files: 1, bytes: 4 });
    await expectNothingLeft();
  });

  test("removes links and follows none", async () => {
    const outside = join(dirname(data.path), "outside");
    await mkdir(outside);
    await writeFile(join(outside, "kept.txt"), "kept");
    await symlink(outside, join(root, "folder"));
    await symlink(join(outside, "kept.txt"), join(root, "file"));
    await symlink("/nowhere", join(root, "dangling"));
    await symlink(".", join(root, "circle"));
    expect(await remove()).toEqual({ files: 0, bytes: 0 });
    expect(await readFile(join(outside, "kept.txt"), "utf8")).toBe("kept");
    await expectNothingLeft();
  });

  test("removes a workspace that is itself a link, not what it points to", async () => {
    const outside = join(dirname(data.path), "outside");
    await mkdir(outside);
    await writeFile(join(outside, "kept.txt"), "kept");
    await symlink(outside, places.workspace(run, "b" as AttemptId));
    expect((await workspaces.measure(run))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
    await remove();
    expect(await readdir(outside)).toEqual(["kept.txt"]);
    await expectNothingLeft();
  });

  test("leaves a file alone that has another name elsewhere", async () => {
    const outside = join(dirname(data.path), "outside.txt");
    await writeFile(outside, "kept");
    await link(outside, join(root, "second name"));
    await remove();
    expect(await readFile(outside, "utf8")).toBe("kept");
    expect((await lstat(outside)).nlink).toBe(1);
  });

  test("removes pipes and sockets without waiting at them, and counts only files", async () => {
    if (!makePipe(join(root, "pipe"))) process.stdout.write("no pipe tried: mkfifo is not here\n");
    await makeSocket(join(root, "socket"));
    await writeFile(join(root, "file"), "12345");
    expect(await remove()).toEqual({ files: 1, bytes: 5 });
    await expectNothingLeft();
  });

  test.skipIf(process.platform !== "linux")("removes files whose names are no text", async () => {
    const name = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0xfe, 0x80])]);
    await mkdir(name);
    await writeFile(Buffer.concat([name, Buffer.from("/"), Buffer.from([0xc3, 0x28])]), "12");
    expect((await workspaces.measure(run))._unsafeUnwrap()).toEqual({ files: 1, bytes: 2 });
    expect(await remove()).toEqual({ files: 1, bytes: 2 });
    await expectNothingLeft();
  });

  test("removes many files and folders", async () => {
    for (let folder = 0; folder < 20; folder += 1) {
      await mkdir(join(root, `${folder}/x/y`), { recursive: true });
      await Promise.all(Array.from({ length: 100 }, (_, file) => writeFile(join(root, `${folder}/x/y/${file}`), "1")));
    }
    expect(await remove()).toEqual({ files: 2000, bytes: 2000 });
    await expectNothingLeft();
  });

  test("removes folders that an ordinary user may neither read nor enter nor change", async () => {
    for (const [name, mode] of [
      ["none", 0o000],
      ["read", 0o444],
      ["enter", 0o111],
      ["fixed", 0o555],
    ] as const) {
      await mkdir(join(root, `${name}/inner`), { recursive: true });
      await writeFile(join(root, `${name}/file`), "1");
      await writeFile(join(root, `${name}/inner/file`), "22");
      await chmod(join(root, `${name}/inner`), mode);
      await chmod(join(root, name), mode);
    }
    await chmod(root, 0o500);
    if (IS_ROOT) execFileSync("chown", ["-R", `${NOBODY}:${NOBODY}`, dirname(data.path)]);
    const answer = JSON.parse(await asOrdinaryUser(REMOVE_RUN, data.path, run)) as unknown;
    expect(answer).toEqual({ removed: { files: 8, bytes: 12 }, list: [], uploads: [] });
    await expectNothingLeft();
  });

  test.skipIf(!IS_ROOT)(
    "is a fault when something stays, tells so until it is gone, and removes the rest",
    async () => {
      await mkdir(join(root, "theirs"));
      await writeFile(join(root, "theirs/stays"), "1");
      await writeFile(join(root, "goes"), "22");
      execFileSync("chown", ["-R", `${NOBODY}:${NOBODY}`, dirname(data.path)]);
      await chown(join(root, "theirs"), 0, 0);
      await chmod(join(root, "theirs"), 0o755);
      const first = JSON.parse(await asOrdinaryUser(REMOVE_RUN, data.path, run)) as unknown;
      expect(first).toEqual({ removed: "unavailable", list: [run], uploads: [] });
      const again = JSON.parse(await asOrdinaryUser(REMOVE_RUN, data.path, run)) as unknown;
      expect(again).toEqual({ removed: "unavailable", list: [run], uploads: [run] });
      expect(await remove()).toEqual({ files: 1, bytes: 1 });
      expect((await workspaces.list())._unsafeUnwrap()).toEqual([]);
      await expectNothingLeft();
    },
  );

  test("opens the folder of its run that a program without a wall has closed", async () => {
    for (const mode of [0o000, 0o500]) {
      await mkdir(root, { recursive: true });
      await writeFile(join(root, "file"), "12345");
      await chmod(places.temporary(run), mode);
      if (IS_ROOT) execFileSync("chown", ["-R", `${NOBODY}:${NOBODY}`, dirname(data.path)]);
      // Looking and counting change nothing.
      await createFileUploads(data.path).list();
      await workspaces.measure(run);
      expect((await lstat(places.temporary(run))).mode & 0o777).toBe(mode);
      const answer = JSON.parse(await asOrdinaryUser(REMOVE_RUN, data.path, run)) as unknown;
      expect(answer).toEqual({ removed: { files: 1, bytes: 5 }, list: [], uploads: mode === 0 ? [run] : [] });
      await expectNothingLeft();
    }
  });

  test("does not go where a link leads that a program without a wall has put in its run's place", async () => {
    const elsewhere = join(dirname(data.path), "elsewhere");
    await mkdir(join(elsewhere, "work.mine"), { recursive: true });
    await writeFile(join(elsewhere, "work.mine/file"), "12345");
    await rm(places.temporary(run), { recursive: true });
    await symlink(elsewhere, places.temporary(run));
    const uploads = createFileUploads(data.path);
    expect((await workspaces.list())._unsafeUnwrap()).toEqual([]);
    expect((await uploads.list())._unsafeUnwrap()).toEqual([run]);
    expect(await remove()).toEqual({ files: 0, bytes: 0 });
    expect((await uploads.remove(run))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
    expect(await readFile(join(elsewhere, "work.mine/file"), "utf8")).toBe("12345");
    await expectNothingLeft();
  });

  test("makes the trash anew when somebody has removed it", async () => {
    await writeFile(join(root, "file"), "12345");
    await rm(places.trash, { recursive: true });
    expect((await workspaces.emptyTrash())._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
    expect(await remove()).toEqual({ files: 1, bytes: 5 });
    await expectNothingLeft();
  });

  test("counts its files for its run, whenever the trash is emptied meanwhile", async () => {
    for (let round = 0; round < 40; round += 1) {
      await mkdir(root, { recursive: true });
      for (let file = 0; file < 5; file += 1) await writeFile(join(root, String(file)), "1");
      const removed = remove();
      await sleep((round % 8) / 4);
      const emptied = await workspaces.emptyTrash();
      expect({ removed: await removed, emptied: emptied._unsafeUnwrap() }).toEqual({
        removed: { files: 5, bytes: 5 },
        emptied: { files: 0, bytes: 0 },
      });
    }
  });

  test("counts each file once when two remove the same run", async () => {
    for (let file = 0; file < 200; file += 1) await writeFile(join(root, String(file)), "1");
    const [first, second, trash] = await Promise.all([remove(), remove(), workspaces.emptyTrash()]);
    expect(first.files + second.files + trash._unsafeUnwrap().files).toBe(200);
    await expectNothingLeft();
  });
});

describe("`emptyTrash()`", () => {
  test("removes what a crash left, whatever its name", async () => {
    await mkdir(join(places.trash, `${run}.work.0123`));
    await writeFile(join(places.trash, `${run}.work.0123/file`), "123");
    await mkdir(join(places.trash, `${run}.work.0123.4567/inner`), { recursive: true });
    await writeFile(join(places.trash, "strange"), "1");
    expect((await workspaces.list())._unsafeUnwrap()).toEqual([run]);
    expect((await workspaces.emptyTrash())._unsafeUnwrap()).toEqual({ files: 2, bytes: 4 });
    expect(await readdir(places.trash)).toEqual([]);
  });
});
