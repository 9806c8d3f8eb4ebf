import { appendFile, link, lstat, mkdtemp, readFile, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makePipe } from "../testing/hostile-tree.ts";
import { copyArtifact } from "./copy-artifact.ts";

let root: string;
const at = (name: string): string => join(root, name);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "mayfly-copy-"));
  await writeFile(at("seen"), "123456789");
  await writeFile(at("secret"), "987654321");
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Copies what was seen, after `meanwhile` happened to it. */
async function copyAfter(meanwhile: () => Promise<unknown>) {
  const found = { path: "seen", stats: await lstat(at("seen")) };
  await meanwhile();
  return copyArtifact(root, at("seen"), found, at("copy"), "artifacts/seen", new AbortController().signal);
}

describe("copyArtifact()", () => {
  test("copies the file that was seen, and sums it", async () => {
    const copied = await copyAfter(() => Promise.resolve());
    expect(copied).toMatchObject({ path: "artifacts/seen", size: 9, crc32: 0xcbf43926 });
    expect(await readFile(at("copy"), "utf8")).toBe("123456789");
  });

  test.each([
    ["another file", () => rename(at("secret"), at("seen"))],
    ["a link", () => rm(at("seen")).then(() => symlink(at("secret"), at("seen")))],
    ["a second name of another file", () => rm(at("seen")).then(() => link(at("secret"), at("seen")))],
    ["a pipe", () => rm(at("seen")).then(() => makePipe(at("seen")))],
    ["nothing", () => rm(at("seen"))],
    ["a longer file", () => appendFile(at("seen"), "x")],
    ["a shorter file", () => truncate(at("seen"), 3)],
  ])("gives a warning when %s is in its place meanwhile", async (_, meanwhile) => {
    expect(await copyAfter(meanwhile)).toMatchObject({ code: "RESULT_ARTIFACT_UNREADABLE", severity: "warning" });
  });

  test("overwrites nothing", async () => {
    await writeFile(at("copy"), "there");
    await expect(copyAfter(() => Promise.resolve())).rejects.toThrow("EEXIST");
    expect(await readFile(at("copy"), "utf8")).toBe("there");
  });
});
