import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { watchWrittenFiles, writtenTooMuch } from "./written-files.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mayfly-written-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const limits = { maxWrittenBytes: 100_000, maxWrittenFiles: 10 };

describe("`writtenTooMuch()`", () => {
  test("tells nothing at the limits and a sentence past them", async () => {
    for (let i = 0; i < 9; i++) await writeFile(join(folder, `f${i}`), "");
    await writeFile(join(folder, "big"), "x".repeat(90_000));
    expect(await writtenTooMuch(folder, limits)).toBeNull();
    await mkdir(join(folder, "one-more"));
    expect(await writtenTooMuch(folder, limits)).toBe("The run wrote more than 10 files.");
  });

  test("counts the bytes of all files below, and a hole as if it were written", async () => {
    await mkdir(join(folder, "a/b"), { recursive: true });
    await writeFile(join(folder, "a/b/c"), "x".repeat(60_000));
    expect(await writtenTooMuch(folder, limits)).toBeNull();
    await writeFile(join(folder, "hole"), "");
    await truncate(join(folder, "hole"), 60_000);
    expect(await writtenTooMuch(folder, limits)).toBe("The run wrote more than 100000 bytes.");
  });

  test("follows no link, and takes a folder that is not there for empty", async () => {
    await symlink("/usr", join(folder, "usr"));
    await symlink(folder, join(folder, "self"));
    expect(await writtenTooMuch(folder, limits)).toBeNull();
    expect(await writtenTooMuch(join(folder, "nowhere"), limits)).toBeNull();
  });
});

describe("`watchWrittenFiles()`", () => {
  test("resolves when too much is written while it looks", async () => {
    const watching = watchWrittenFiles(folder, limits, new AbortController().signal);
    await writeFile(join(folder, "big"), "x".repeat(200_000));
    expect(await watching).toBe("The run wrote more than 100000 bytes.");
  });

  test("resolves with nothing when it is aborted", async () => {
    const abort = new AbortController();
    const watching = watchWrittenFiles(folder, limits, abort.signal);
    abort.abort();
    expect(await watching).toBeNull();
  });
});
