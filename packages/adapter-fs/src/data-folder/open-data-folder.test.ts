import { readdirSync, rmSync } from "node:fs";
import { mkdtemp, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDataFolder } from "./open-data-folder.ts";
import { pathBudget } from "./path-budget.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "mayfly-data-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe("openDataFolder()", () => {
  test("makes a folder for its owner alone, and leaves nothing of its trial in it", async () => {
    const wanted = join(root, "a/b/data");
    const { path, maxPathBytes } = (await openDataFolder(wanted))._unsafeUnwrap();
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    expect((await readdir(path)).toSorted()).toEqual(["runs", "skills", "tmp"]);
    expect(await readdir(join(path, "tmp"))).toEqual(["trash"]);
    expect(maxPathBytes).toBeGreaterThan(512);
  });

  test("opens what it made before", async () => {
    await openDataFolder(root);
    expect((await openDataFolder(root)).isOk()).toBe(true);
  });

  test("tries to write where a crash in the middle leaves nothing that stays: in the trash alone", async () => {
    await openDataFolder(root);
    const changedAt = async (folder: string) => (await stat(join(root, folder), { bigint: true })).mtimeNs;
    const before = [await changedAt("tmp"), await changedAt("tmp/trash")];
    await openDataFolder(root);
    expect(await changedAt("tmp")).toBe(before[0]);
    expect(await changedAt("tmp/trash")).not.toBe(before[1]);
  });

  test("answers with the folder that a link leads to", async () => {
    await openDataFolder(join(root, "data"));
    await symlink(join(root, "data"), join(root, "link"));
    const real = (await openDataFolder(join(root, "data")))._unsafeUnwrap().path;
    expect((await openDataFolder(join(root, "link")))._unsafeUnwrap().path).toBe(real);
  });

  test("says in a sentence that a file is in the way", async () => {
    await writeFile(join(root, "file"), "");
    const { message } = (await openDataFolder(join(root, "file")))._unsafeUnwrapErr();
    expect(message).toBe(`Cannot use the data folder ${join(root, "file")}: there is a file where a folder should be.`);
    const below = (await openDataFolder(join(root, "file/data")))._unsafeUnwrapErr();
    expect(below.message).toContain("part of its path is a file");
  });

  test("says in a sentence that a link leads nowhere", async () => {
    await symlink(join(root, "nowhere"), join(root, "link"));
    const { message } = (await openDataFolder(join(root, "link/data")))._unsafeUnwrapErr();
    expect(message).toContain("there is a file where a folder should be");
  });

  test.skipIf(process.platform !== "linux")("says in a sentence that a place takes no folders", async () => {
    const { message } = (await openDataFolder("/proc/mayfly/data"))._unsafeUnwrapErr();
    expect(message).toBe("Cannot use the data folder /proc/mayfly/data: no folder can be made there.");
  });

  test("is opened by several at once", async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => openDataFolder(join(root, "a/b"))));
    expect(opened.every((each) => each.isOk())).toBe(true);
  });

  test("is not refused because a server that is sweeping it empties the trash at that moment", async () => {
    await openDataFolder(root);
    const trash = join(root, "tmp/trash");
    let taken = 0;
    const take = () => {
      for (const name of readdirSync(trash)) {
        rmSync(join(trash, name), { force: true });
        taken += 1;
      }
      if (taken < 2) setImmediate(take);
    };
    take();
    const opened = await openDataFolder(root);
    expect([taken, opened.isOk()]).toEqual([2, true]);
  });

  test("says in a sentence that a path is too long", async () => {
    const { message } = (await openDataFolder(join(root, "x".repeat(300))))._unsafeUnwrapErr();
    expect(message).toContain("its path is too long");
  });
});

describe("pathBudget()", () => {
  test("shrinks with the data folder, byte for byte, and with the system", () => {
    expect(pathBudget("/data/é", "linux")).toBe(pathBudget("/data/ab", "linux"));
    expect(pathBudget("/data/abc", "linux")).toBe(pathBudget("/data/ab", "linux") - 1);
    expect(pathBudget("/data", "darwin")).toBe(pathBudget("/data", "linux") - 3072);
  });
});
