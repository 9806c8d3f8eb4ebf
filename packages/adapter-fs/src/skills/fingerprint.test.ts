import { chmod, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fingerprintOf } from "./fingerprint.ts";

let root = "";
let folder = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "mayfly-fingerprint-"));
  folder = join(root, "demo");
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(folder, "assets", "a.json"), "one");
});
afterEach(() => rm(root, { recursive: true }));

test("`fingerprintOf()` stays while nothing changes, and tells when something last did", () => {
  const seen = fingerprintOf(folder);
  expect(fingerprintOf(folder)).toEqual(seen);
  expect(Math.abs((seen?.changedAt ?? 0) - Date.now())).toBeLessThan(60_000);
});

test.each([
  ["a content of the same size", () => writeFile(join(folder, "assets", "a.json"), "two")],
  [
    "a content whose time was set back",
    async () => {
      await writeFile(join(folder, "assets", "a.json"), "two");
      await utimes(join(folder, "assets", "a.json"), 0, 0);
    },
  ],
  ["another file", () => writeFile(join(folder, "b"), "")],
  ["another empty folder", () => mkdir(join(folder, "assets", "c"))],
  ["another mode", () => chmod(join(folder, "assets", "a.json"), 0o755)],
  ["another name", () => rename(join(folder, "assets", "a.json"), join(folder, "assets", "b.json"))],
  ["a file less", () => rm(join(folder, "assets", "a.json"))],
  ["a link", () => symlink("/etc/passwd", join(folder, "link"))],
  ["a name that is no text", () => writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.of(0xff)]), "")],
])("`fingerprintOf()` changes with %s", async (_, change) => {
  const before = fingerprintOf(folder);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await change();
  expect(fingerprintOf(folder)?.digest).not.toBe(before?.digest);
});

test("`fingerprintOf()` is of folders and links alone, and follows none", async () => {
  expect(fingerprintOf(join(root, "missing"))).toBe(null);
  expect(fingerprintOf(join(folder, "assets", "a.json"))).toBe(null);
  await symlink(folder, join(root, "link"));
  const link = fingerprintOf(join(root, "link"));
  await writeFile(join(folder, "b"), "");
  expect(fingerprintOf(join(root, "link"))).toEqual(link);
});
