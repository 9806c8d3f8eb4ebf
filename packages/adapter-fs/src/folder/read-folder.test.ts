import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_PACKAGE_LIMITS } from "@mayfly/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readFolder, type FolderContent } from "./read-folder.ts";

const LIMITS = DEFAULT_PACKAGE_LIMITS;
let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mayfly-folder-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content = "x"): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), content);
}

function content(limits = LIMITS): FolderContent {
  return readFolder(root, "skill", limits)._unsafeUnwrap();
}

function codes(limits = LIMITS): string[] {
  return readFolder(root, "skill", limits)
    ._unsafeUnwrapErr()
    .map(({ code, entry }) => (entry === null ? code : `${code} ${entry}`))
    .toSorted();
}

describe("readFolder()", () => {
  test("reads every file below a folder, with the executable bit of its owner", () => {
    write("SKILL.md", "# hello");
    write("scripts/größe/run.sh");
    chmodSync(join(root, "scripts/größe/run.sh"), 0o700);
    const files = content().files.toSorted((one, other) => one.path.localeCompare(other.path));
    expect(files.map(({ path, bytes, executable }) => [path, new TextDecoder().decode(bytes), executable])).toEqual([
      ["skill/scripts/größe/run.sh", "x", true],
      ["skill/SKILL.md", "# hello", false],
    ]);
  });

  test("leaves out junk and says so, and says which folders are empty", () => {
    write(".DS_Store");
    write("a/._b");
    write("c/d");
    mkdirSync(join(root, "e"));
    expect(content()).toMatchObject({
      files: [{ path: "skill/c/d" }],
      junk: expect.arrayContaining(["skill/.DS_Store", "skill/a/._b"]),
      emptyFolders: ["skill/e"],
    });
  });

  test("refuses links, wherever they lead, and reads nothing through them", () => {
    write("a");
    symlinkSync("a", join(root, "inside"));
    symlinkSync("/etc", join(root, "folder"));
    symlinkSync("nowhere", join(root, "dangling"));
    expect(codes()).toEqual([
      "ARCHIVE_SYMLINK skill/dangling",
      "ARCHIVE_SYMLINK skill/folder",
      "ARCHIVE_SYMLINK skill/inside",
    ]);
  });

  test("takes a file with several names for the file that it is", () => {
    write("a", "same");
    linkSync(join(root, "a"), join(root, "b"));
    expect(content().files).toHaveLength(2);
  });

  test("refuses pipes without waiting at them", () => {
    execFileSync("mkfifo", [join(root, "pipe")]);
    expect(codes()).toEqual(["ARCHIVE_SPECIAL_FILE skill/pipe"]);
  });

  test("refuses names that not every system can hold, all at once", () => {
    write("con");
    write("x:y/z");
    write("trailing.");
    if (process.platform === "linux") writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.of(0xff)]), "x");
    const expected = [
      "PATH_DEVICE_NAME skill/con",
      "PATH_NAME_EDGE skill/trailing.",
      "PATH_RESERVED_CHARACTER skill/x:y",
    ];
    expect(codes()).toEqual(process.platform === "linux" ? ["ARCHIVE_NAME_NOT_UTF8 skill/ÿ", ...expected] : expected);
  });

  test("holds the limits without reading more", () => {
    write("a", "12345");
    write("b", "12345");
    expect(codes({ ...LIMITS, maxTotalBytes: 9 })).toEqual(["ARCHIVE_TOTAL_TOO_LARGE"]);
    expect(content({ ...LIMITS, maxTotalBytes: 10 }).files).toHaveLength(2);
    expect(codes({ ...LIMITS, maxEntries: 2 })).toEqual(["ARCHIVE_TOO_MANY_FILES"]);
    expect(content({ ...LIMITS, maxEntries: 3 }).files).toHaveLength(2);
    expect(codes({ ...LIMITS, maxEntryBytes: 4 })).toEqual([
      "ARCHIVE_ENTRY_TOO_LARGE skill/a",
      "ARCHIVE_ENTRY_TOO_LARGE skill/b",
    ]);
  });

  test("throws the system's error for what is no folder", () => {
    expect(() => readFolder(join(root, "missing"), "skill", LIMITS)).toThrow("ENOENT");
    write("file");
    expect(() => readFolder(join(root, "file"), "skill", LIMITS)).toThrow("ENOTDIR");
    symlinkSync(root, join(root, "link"));
    expect(() => readFolder(join(root, "link"), "skill", LIMITS)).toThrow("it is a link");
  });
});
