import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeFolder } from "./write-folder.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mayfly-write-folder-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const FILES = [
  { path: "a", text: "1" },
  { path: join("b", "c"), text: "2" },
];

describe("writeFolder()", () => {
  test("writes all files", () => {
    writeFolder(join(root, "new"), FILES);
    expect(readFileSync(join(root, "new/b/c"), "utf8")).toBe("2");
    expect(readdirSync(root)).toEqual(["new"]);
  });

  test("changes nothing that is there, and leaves nothing behind", () => {
    mkdirSync(join(root, "folder"));
    writeFileSync(join(root, "folder/mine"), "mine");
    writeFileSync(join(root, "file"), "mine");
    for (const name of ["folder", "file"]) {
      expect(() => writeFolder(join(root, name), FILES)).toThrow(/ENOTEMPTY|EEXIST|ENOTDIR/);
    }
    expect(new Set(readdirSync(root, { recursive: true, encoding: "utf8" }))).toEqual(
      new Set(["file", "folder", join("folder", "mine")]),
    );
  });

  test("leaves nothing of a folder that it cannot write to its end", () => {
    const impossible = [...FILES, { path: join("a", "d"), text: "below a file" }];
    expect(() => writeFolder(join(root, "new"), impossible)).toThrow(/ENOTDIR|EEXIST/);
    expect(readdirSync(root)).toEqual([]);
  });
});
