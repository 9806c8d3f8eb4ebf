// What do the commands that work on archives do for a person and for a script? Real processes, real files.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { descriptor, rawZip, toBytes } from "../../../test-fixtures/archives/raw-zip.ts";

const MAIN = join(import.meta.dirname, "main.ts");
const root = mkdtempSync(join(tmpdir(), "mayfly-archives-"));
let folder = "";
let count = 0;
beforeEach(() => {
  folder = join(root, String((count += 1)));
  mkdirSync(folder);
});
afterAll(() => rmSync(root, { recursive: true }));

interface Ran {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly out: string;
  readonly err: string;
}

function mayfly(...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=@mayfly/source", MAIN, ...args], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "" },
    timeout: 60_000,
    maxBuffer: 64 * 2 ** 20,
  });
  return { status, stdout, out: stdout.toString(), err: stderr.toString() };
}

function put(name: string, bytes: Uint8Array): void {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), bytes);
}

function lines(text: string): unknown[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

const HELLO = toBytes("hello");
const SHA256 = createHash("sha256").update("hello").digest("hex");
const GOOD = rawZip([{ name: "d/", attributes: 0x10 }, { name: "d/a.txt", content: "hello" }, { name: "empty" }]);
const PADDED = rawZip([{ name: "a", content: "hello" }], { tail: new Uint8Array(2) });
const BAD = rawZip([
  { name: "../a", content: "hello" },
  { name: "b", content: "x", crc32: 1 },
]);

describe("mayfly inspect", () => {
  test("accepts with exit code 0, and says what was normalised", () => {
    put("good.zip", GOOD);
    put("padded.zip", PADDED);
    const { status, out, err } = mayfly("inspect", "good.zip", "padded.zip");
    expect(out).toBe(
      "✓ accepted  good.zip  2 files, 5 B\n" +
        "✓ accepted  padded.zip  1 file, 5 B\n" +
        "    ARCHIVE_PADDING_DROPPED  2 zero bytes after the end were ignored.\n" +
        "\n2 accepted, 0 refused\n",
    );
    expect([status, err]).toEqual([0, ""]);
  });

  test("refuses with exit code 1, and tells every problem", () => {
    put("bad.zip", BAD);
    const { status, out } = mayfly("inspect", "bad.zip");
    expect(out).toBe('✗ refused   bad.zip\n    PATH_TRAVERSAL  Cannot use the path "../a": it has a `..` segment.\n');
    expect(status).toBe(1);
  });

  test("shows five findings of a code, and all with --json", () => {
    const entries = Array.from({ length: 8 }, (_, index) => ({ name: `f${index}`, attributes: 0o100666 * 0x10000 }));
    put("open.zip", rawZip(entries));
    const { out } = mayfly("inspect", "open.zip");
    expect(out.match(/ARCHIVE_MODE_DROPPED {2}f/g)).toHaveLength(5);
    expect(out).toContain("    ARCHIVE_MODE_DROPPED  and 3 more; --json has all\n");
    expect(lines(mayfly("inspect", "--json", "open.zip").out)).toMatchObject([{ normalisations: { length: 8 } }]);
  });

  test("writes with --json one line an archive", () => {
    put("good.zip", GOOD);
    put("bad.zip", BAD);
    put("padded.zip", PADDED);
    const { status, out } = mayfly("inspect", "--json", "good.zip", "bad.zip", "padded.zip");
    const empty = createHash("sha256").digest("hex");
    expect(lines(out)).toEqual([
      {
        file: "good.zip",
        verdict: "accepted",
        problems: [],
        normalisations: [],
        entries: [
          { path: "d", kind: "directory", size: 0, sha256: null },
          { path: "d/a.txt", kind: "file", size: 5, sha256: SHA256 },
          { path: "empty", kind: "file", size: 0, sha256: empty },
        ],
      },
      {
        file: "bad.zip",
        verdict: "refused",
        problems: [
          { code: "PATH_TRAVERSAL", entry: "../a", detail: 'Cannot use the path "../a": it has a `..` segment.' },
        ],
        normalisations: [],
        entries: [],
      },
      {
        file: "padded.zip",
        verdict: "accepted",
        problems: [],
        normalisations: [
          { code: "ARCHIVE_PADDING_DROPPED", entry: null, detail: "2 zero bytes after the end were ignored." },
        ],
        entries: [{ path: "a", kind: "file", size: 5, sha256: SHA256 }],
      },
    ]);
    expect(status).toBe(1);
  });

  test("reads every content to its end", () => {
    put(
      "crc.zip",
      rawZip([
        { name: "a", content: "x", crc32: 1 },
        { name: "b", content: "y", crc32: 1 },
      ]),
    );
    const { status, out } = mayfly("inspect", "--json", "crc.zip");
    expect(lines(out)).toMatchObject([{ problems: [{ code: "ARCHIVE_CRC_MISMATCH", entry: "a" }, { entry: "b" }] }]);
    expect(status).toBe(1);
  });

  test("sums contents that come in several chunks", () => {
    const large = new Uint8Array(3_000_000).map((_, place) => place % 251);
    put("large.zip", zipSync({ a: large, b: [large, { level: 0 }] }));
    const sha256 = createHash("sha256").update(large).digest("hex");
    expect(lines(mayfly("inspect", "--json", "large.zip").out)).toMatchObject([
      {
        entries: [
          { path: "a", sha256 },
          { path: "b", sha256 },
        ],
      },
    ]);
  });

  test("refuses with --strict what another program may read differently", () => {
    put("padded.zip", PADDED);
    const { status, out } = mayfly("inspect", "--strict", "padded.zip");
    expect(out).toContain("ARCHIVE_PADDING_DROPPED");
    expect(status).toBe(1);
  });

  test("lists entries with --list", () => {
    put("good.zip", GOOD);
    expect(mayfly("inspect", "--list", "good.zip").out).toContain(`    d/\n    d/a.txt  5 B  ${SHA256}\n`);
  });

  test("holds other limits when it is told to", () => {
    put("good.zip", GOOD);
    expect(mayfly("inspect", "--max-entries", "2", "good.zip")).toMatchObject({ status: 1 });
    expect(mayfly("inspect", "--max-bytes", "1KiB", "--max-depth", "2", "good.zip")).toMatchObject({ status: 0 });
    const { status, err } = mayfly("inspect", "--max-bytes", "much", "good.zip");
    expect(err).toContain("It must be a size such as `20MiB`");
    expect(status).toBe(2);
  });

  test("goes on after a file that cannot be read, and ends with exit code 2", () => {
    put("good.zip", GOOD);
    mkdirSync(join(folder, "folder.zip"));
    const { status, out, err } = mayfly("inspect", "missing.zip", "folder.zip", "good.zip");
    expect(out).toBe("✓ accepted  good.zip  2 files, 5 B\n\n1 accepted, 0 refused, 2 could not be read\n");
    expect(err).toBe(
      "mayfly: Cannot inspect missing.zip: there is no such file or folder.\nmayfly: Cannot inspect folder.zip: it is no file.\n",
    );
    expect(status).toBe(2);
  });

  test("takes a link on the command line for the file that it leads to", () => {
    put("good.zip", GOOD);
    symlinkSync("good.zip", join(folder, "link.zip"));
    expect(mayfly("inspect", "link.zip")).toMatchObject({ status: 0 });
  });

  test("lets nothing of an archive or of a name reach the terminal as it is", () => {
    const name = "a\u001B[31m\u202Egpj\u2028\u0085.txt";
    put("evil\u001B[2J\u202E.zip", rawZip([{ name }]));
    for (const flags of [[], ["--json"]]) {
      const { out, err } = mayfly("inspect", ...flags, "evil\u001B[2J\u202E.zip", "gone\u009B.zip");
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2028\u2029]/);
    }
    const [found] = lines(mayfly("inspect", "--json", "evil\u001B[2J\u202E.zip").out) as { file: string }[];
    expect(found?.file).toBe("evil\u001B[2J\u202E.zip");
  });

  test("judges thousands of archives in one call, in little time", () => {
    const names = Array.from({ length: 3000 }, (_, index) => `${index}.zip`);
    for (const name of names) put(name, GOOD);
    const { status, out } = mayfly("inspect", "--json", ...names);
    expect(lines(out)).toHaveLength(3000);
    expect(status).toBe(0);
  });

  test("needs an archive", () => {
    expect(mayfly("inspect")).toMatchObject({ status: 2, out: "" });
  });
});

describe("mayfly pack", () => {
  beforeEach(() => {
    put("skill/SKILL.md", toBytes("# Hello\n".repeat(100)));
    put("skill/run.sh", toBytes("#!/bin/sh\n"));
    chmodSync(join(folder, "skill/run.sh"), 0o755);
  });

  test("packs a folder under its own name, into bytes that are always the same", () => {
    const { status, out } = mayfly("pack", "skill");
    const archive = readFileSync(join(folder, "skill.zip"));
    const digest = createHash("sha256").update(archive).digest("hex");
    expect(out).toBe(`skill.zip  2 files, 810 B in ${archive.length} B\nsha256  ${digest}\n`);
    expect(status).toBe(0);
    expect(digest).toBe("fe8ef4e873f542a00806666d59d0566d18ff6c48dad2833a801d4d00528b2d78");
    expect(mayfly("pack", "skill/.", "-o", "-").stdout.equals(archive)).toBe(true);
    expect(lines(mayfly("inspect", "--strict", "--json", "skill.zip").out)).toMatchObject([
      { verdict: "accepted", normalisations: [], entries: [{ path: "skill/SKILL.md" }, { path: "skill/run.sh" }] },
    ]);
  });

  test("overwrites nothing unless it is told to, and leaves no half file", () => {
    put("skill.zip", HELLO);
    const { status, err } = mayfly("pack", "skill");
    expect(err).toBe("mayfly: Cannot write skill.zip: it exists already; overwrite it with --force.\n");
    expect(status).toBe(2);
    expect(readFileSync(join(folder, "skill.zip"))).toEqual(Buffer.from(HELLO));
    expect(mayfly("pack", "skill", "--force").status).toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual(["skill", "skill.zip"]);
  });

  test("says so when it cannot write there, and blames the right file", () => {
    const { status, err } = mayfly("pack", "skill", "-o", "nowhere/out.zip");
    expect(err).toBe("mayfly: Cannot write nowhere/out.zip: there is no such file or folder.\n");
    expect(status).toBe(2);
  });

  test("refuses links, all at once, and writes nothing", () => {
    symlinkSync("/etc/hostname", join(folder, "skill/host"));
    symlinkSync("..", join(folder, "skill/up"));
    const { status, out, err } = mayfly("pack", "skill");
    expect(err).toContain('ARCHIVE_SYMLINK  Cannot pack "skill/host": it is a symbolic link.');
    expect(err).toContain('Cannot pack "skill/up"');
    expect([status, out]).toEqual([1, ""]);
    expect(existsSync(join(folder, "skill.zip"))).toBe(false);
  });

  test("says what it leaves out", () => {
    put("skill/.DS_Store", HELLO);
    mkdirSync(join(folder, "skill/nothing"));
    const { status, err } = mayfly("pack", "skill", "--output", "out.zip");
    expect(err).toContain("left out skill/.DS_Store: only a desktop needs it\n");
    expect(err).toContain("left out skill/nothing: ");
    expect(status).toBe(0);
  });

  test("holds the limit on the packed size", () => {
    const { status, err } = mayfly("pack", "skill", "--max-bytes", "100");
    expect(err).toMatch(/^mayfly: Cannot pack skill: it has \d+ B packed, and at most 100 B are allowed\.\n$/);
    expect(status).toBe(1);
  });

  test("says when there is no such folder", () => {
    expect(mayfly("pack", "nowhere")).toMatchObject({
      status: 2,
      err: "mayfly: Cannot pack nowhere: there is no such file or folder.\n",
    });
    put("file", HELLO);
    expect(mayfly("pack", "file").err).toBe("mayfly: Cannot pack file: it is no folder.\n");
  });
});

describe("mayfly normalise", () => {
  test("writes an accepted archive anew, read strictly and alike by everybody", () => {
    const streamed = { flags: 8, after: descriptor("hello", HELLO, { signed: true, wide: false }) };
    put(
      "old.zip",
      rawZip([
        { name: "d\\b", content: "hello", host: 0, ...streamed },
        { name: "a", host: 0 },
      ]),
    );
    const { status, out, err } = mayfly("normalise", "old.zip");
    expect(out).toMatch(/^old\.normalised\.zip {2}2 files in \d+ B\nsha256 {2}[0-9a-f]{64}\n$/);
    expect(err).toBe("Backslashes in names became slashes.\n");
    expect(status).toBe(0);
    expect(lines(mayfly("inspect", "--strict", "--json", "old.normalised.zip").out)).toMatchObject([
      { verdict: "accepted", normalisations: [], entries: [{ path: "a" }, { path: "d/b", sha256: SHA256 }] },
    ]);
    const again = mayfly("normalise", "old.normalised.zip", "-o", "-");
    expect(again.stdout.equals(readFileSync(join(folder, "old.normalised.zip")))).toBe(true);
  });

  test("refuses what `inspect` refuses", () => {
    put("bad.zip", BAD);
    const { status, out, err } = mayfly("normalise", "bad.zip");
    expect(err).toContain("✗ refused   bad.zip\n    PATH_TRAVERSAL");
    expect([status, out]).toEqual([1, ""]);
    expect(readdirSync(folder)).toEqual(["bad.zip"]);
  });

  test("overwrites nothing unless it is told to", () => {
    put("a.zip", GOOD);
    put("a.normalised.zip", HELLO);
    expect(mayfly("normalise", "a.zip").status).toBe(2);
    expect(mayfly("normalise", "a.zip", "--force").status).toBe(0);
    expect(mayfly("normalise", "missing.zip").err).toContain("there is no such file");
  });
});

test("each of these commands teaches with --help", () => {
  for (const command of ["inspect", "pack", "normalise"]) {
    const { status, out } = mayfly(command, "--help");
    expect(status).toBe(0);
    expect(out).toContain("--max-total-bytes <size>");
    expect(out).toContain("Exit codes: 0");
  }
});
