import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bufferSource, DEFAULT_PACKAGE_LIMITS } from "@mayfly/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rawZip, type RawEntry } from "../../../../test-fixtures/archives/raw-zip.ts";
import { zlibCrc32 } from "../inflate/zlib-crc32.ts";
import { zlibInflate } from "../inflate/zlib-inflate.ts";
import type { Stripped } from "../pool/pool-task.ts";
import { extractArchive } from "./extract-archive.ts";

const CODECS = { inflate: zlibInflate, checksum: zlibCrc32 };
let folder = "";
let target = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mayfly-extract-"));
  target = join(folder, "target");
});
afterEach(() => rmSync(folder, { recursive: true }));

function extract(entries: readonly RawEntry[], stripped: Stripped = "nothing") {
  return extractArchive(bufferSource(rawZip(entries)), DEFAULT_PACKAGE_LIMITS, target, stripped, CODECS);
}

const GOOD: readonly RawEntry[] = [
  { name: "s/b/c.txt", content: "hello" },
  { name: "s/run.sh", content: "echo ".repeat(100), method: 8, attributes: 0o107777 * 0x10000 },
  { name: "s/empty/" },
];

describe("extractArchive()", () => {
  test("makes files and folders with no more of their modes than the executable bit", () => {
    expect(extract(GOOD)).toEqual({ kind: "extracted", files: ["s/b/c.txt", "s/run.sh"] });
    expect(readFileSync(join(target, "s/b/c.txt"), "utf8")).toBe("hello");
    const modes = [".", "s", "s/empty", "s/b/c.txt", "s/run.sh"].map(
      (path) => statSync(join(target, path)).mode & 0o7777,
    );
    const masked = (mode: number): number => mode & ~process.umask();
    expect(modes).toEqual([0o700, masked(0o755), masked(0o755), masked(0o644), masked(0o755)]);
    expect(readdirSync(folder)).toEqual(["target"]);
  });

  test("leaves out the one top-level folder when it is told to", () => {
    for (const stripped of ["top folder", { folder: "s" }] as const) {
      expect(extract(GOOD, stripped)).toEqual({ kind: "extracted", files: ["b/c.txt", "run.sh"] });
      expect(readdirSync(target).toSorted()).toEqual(["b", "empty", "run.sh"]);
      rmSync(target, { recursive: true });
    }
  });

  test.each<readonly [string, readonly RawEntry[], Stripped, string]>([
    ["an archive that is refused", [{ name: "../x" }], "nothing", "PATH_TRAVERSAL"],
    ["what lies outside the folder that is left out", [...GOOD, { name: "t" }], "top folder", "PACKAGE_TOP_FOLDER"],
    ["what lies in no folder", [{ name: "t" }], "top folder", "PACKAGE_TOP_FOLDER"],
    ["what lies in another folder", GOOD, { folder: "t" }, "PACKAGE_TOP_FOLDER"],
    [
      "a content that is not right",
      [...GOOD, { name: "s/z", content: "x", crc32: 1 }],
      "nothing",
      "ARCHIVE_CRC_MISMATCH",
    ],
    ["junk that is not right", [...GOOD, { name: "._z", content: "x", crc32: 1 }], "nothing", "ARCHIVE_CRC_MISMATCH"],
    [
      "a bomb",
      [...GOOD, { name: "s/z", content: "x".repeat(9000), method: 8, size: 10 }],
      "nothing",
      "ARCHIVE_CONTENT_TOO_LONG",
    ],
  ])("leaves nothing of %s", (_, entries, stripped, code) => {
    expect(extract(entries, stripped)).toMatchObject({ kind: "refused", problems: [{ code }] });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("never writes over something that exists, not even an empty folder", () => {
    mkdirSync(target);
    expect(() => extract(GOOD)).toThrow("it exists");
    expect(readdirSync(folder)).toEqual(["target"]);
    expect(readdirSync(target)).toEqual([]);
    rmSync(target, { recursive: true });
    writeFileSync(target, "mine");
    expect(() => extract(GOOD)).toThrow("it exists");
    expect(readFileSync(target, "utf8")).toBe("mine");
  });

  test("does not work in a folder that somebody else made beside the target", () => {
    mkdirSync(`${target}.part`);
    writeFileSync(`${target}.part/file`, "theirs");
    expect(() => extract(GOOD)).toThrow("EEXIST");
    expect(readdirSync(`${target}.part`)).toEqual(["file"]);
    expect(existsSync(target)).toBe(false);
  });

  test.runIf(process.platform === "linux")(
    "refuses a path that this system finds too long, with a code of its own, and leaves nothing",
    () => {
      const deep = `${`${"d".repeat(100)}/`.repeat(9)}f`;
      target = join(folder, `${"t".repeat(200)}/`.repeat(16), "target");
      mkdirSync(join(target, ".."), { recursive: true });
      const limits = { ...DEFAULT_PACKAGE_LIMITS, maxPathBytes: 1024 };
      const archive = bufferSource(rawZip([{ name: "a" }, { name: deep }]));
      expect(extractArchive(archive, limits, target, "nothing", CODECS)).toMatchObject({
        kind: "refused",
        problems: [{ code: "PATH_TOO_LONG_HERE", entry: deep }],
      });
      expect(readdirSync(join(target, ".."))).toEqual([]);
    },
  );
});
