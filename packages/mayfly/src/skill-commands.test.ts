// What does a person meet who installs skills on the command line? Real processes, from the source.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { acquireDataLock } from "@mayfly/adapter-sqlite";
import { shownSkillSchema, skillSchema } from "@mayfly/core/contract";
import { skillZip } from "./testing/skill.ts";

const MAIN = join(import.meta.dirname, "main.ts");
/** Each command is a process that starts processes of its own. */
const SLOW = { timeout: 180_000 };
let folder = "";
let data = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mayfly-skill-"));
  data = join(folder, "data");
});
afterEach(() => rmSync(folder, { recursive: true }));

function skill(...args: readonly string[]) {
  const all = ["--conditions=@mayfly/source", MAIN, "skill", ...args, "--data", data];
  const env = { PATH: process.env["PATH"] ?? "", TMPDIR: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { env, encoding: "utf8", timeout: 60_000 });
  return { status, stdout, stderr };
}

function zip(id: string, version: string): string {
  const path = join(folder, `${id}-${version}.zip`);
  writeFileSync(path, skillZip(id, { program: "finish({})", runner: { version } }));
  return path;
}

describe("mayfly skill", () => {
  test("installs, upgrades, lists, shows and removes", SLOW, () => {
    expect(skill("list")).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readdirSync(folder)).toEqual([]);
    expect(skill("install", zip("row-count", "1.0.0"), zip("other", "2.0.0"))).toEqual({
      status: 0,
      stdout: "installed  row-count 1.0.0\ninstalled  other 2.0.0\n",
      stderr: "",
    });
    expect(skill("install", zip("row-count", "1.1.0")).stdout).toBe("upgraded   row-count 1.1.0\n");
    expect(skill("list").stdout).toBe("✓ other  2.0.0  A skill for a test.\n✓ row-count  1.1.0  A skill for a test.\n");
    const lines = skill("list", "ROW", "--json").stdout.trimEnd().split("\n");
    expect(lines.map((line) => skillSchema.parse(JSON.parse(line)).id)).toEqual(["row-count"]);
    expect(skill("show", "row-count").stdout).toMatch(
      /^id +row-count\nname +row-count\nversion +1\.1\.0\nvalid +yes\n/,
    );
    const shown = shownSkillSchema.parse(JSON.parse(skill("show", "row-count", "--json").stdout));
    expect(shown.schemas.input).toMatchObject({ type: "object" });
    expect(skill("remove", "row-count")).toEqual({
      status: 0,
      stdout: "removed  row-count, kept in skills-archive/row-count/1.1.0 of the data folder\n",
      stderr: "",
    });
    expect(readdirSync(join(data, "skills-archive", "row-count")).toSorted()).toEqual(["1.0.0", "1.1.0"]);
    for (const command of ["show", "remove"]) {
      expect(skill(command, "row-count")).toEqual({
        status: 1,
        stdout: "",
        stderr: "mayfly: No skill row-count is installed.\n",
      });
    }
  });

  test("refuses what is not higher, is broken or cannot be read, and installs the rest", SLOW, () => {
    skill("install", zip("demo", "1.0.0"));
    const broken = join(folder, "broken.zip");
    writeFileSync(broken, "no zip");
    const refused = skill("install", zip("demo", "1.0.0"), broken, zip("good", "1.0.0"));
    expect(refused).toMatchObject({ status: 1, stdout: "installed  good 1.0.0\n" });
    expect(refused.stderr).toMatch(/SKILL_VERSION_NOT_HIGHER .*Version 1\.0\.0 is not higher than 1\.0\.0/);
    expect(refused.stderr).toMatch(/broken\.zip/);
    const missing = join(folder, "missing.zip");
    expect(skill("install", missing)).toEqual({
      status: 2,
      stdout: "",
      stderr: `mayfly: Cannot install ${missing}: there is no such file or folder.\n`,
    });
    expect(skill("install").status).toBe(2);
  });

  test("installs a folder, and tells of one that was put there broken by hand", SLOW, () => {
    const made = join(folder, "by-hand");
    mkdirSync(made);
    writeFileSync(join(made, "SKILL.md"), "# Nothing\n");
    const refused = skill("install", made);
    expect(refused).toMatchObject({ status: 1, stdout: "" });
    expect(refused.stderr).toContain("PACKAGE_RUNNER_MISSING");
    mkdirSync(join(data, "skills", "by-hand"), { recursive: true });
    expect(skill("list").stdout).toBe("✗ by-hand  -\n");
    expect(skill("show", "by-hand")).toMatchObject({ status: 0, stdout: expect.stringContaining("PACKAGE_EMPTY") });
    expect(skill("install", join(import.meta.dirname, "../../../test-fixtures/packages/prime-check")).stdout).toMatch(
      /^installed  prime-check /,
    );
  });

  test("says in one sentence that somebody has the folder who takes no commands; reading goes on", SLOW, () => {
    skill("install", zip("demo", "1.0.0"));
    const lock = acquireDataLock(data)._unsafeUnwrap();
    try {
      const sentence = `mayfly: The data folder ${data} is in use by process ${process.pid}, which takes no commands: ask that server, or stop it first.\n`;
      expect(skill("install", zip("demo", "1.1.0"))).toEqual({ status: 2, stdout: "", stderr: sentence });
      expect(skill("remove", "demo")).toEqual({ status: 2, stdout: "", stderr: sentence });
      expect(skill("list").stdout).toContain("demo  1.0.0");
    } finally {
      lock.release();
    }
  });
});
