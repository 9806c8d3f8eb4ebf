// What does `mayfly validate` do for a person and for a script? Real processes, real files.
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { validateSkillPackageAt } from "@mayfly/adapter-fs";
import { afterAll, describe, expect, test } from "vitest";
import { packagesOnDisk } from "./testing/package-on-disk.ts";
import { runMayfly, type Ran, type RunOptions } from "./testing/run-mayfly.ts";

const FIXTURES = join(import.meta.dirname, "../../../test-fixtures/packages");
const packages = packagesOnDisk();
afterAll(() => packages.remove());
const good = packages.make("good");
packages.make("bad", { runner: { version: "one", verison: "1.0.0" } });

function validate(args: readonly string[], options: Omit<RunOptions, "cwd"> = {}): Ran {
  return runMayfly(["validate", ...args], { cwd: packages.path, ...options });
}

describe("mayfly validate", () => {
  test("finds good packages good, with exit code 0 and without colours where nobody looks on", () => {
    const { status, out, err } = validate(["good", "good.zip"]);
    expect([status, err]).toEqual([0, ""]);
    expect(out).toMatch(/^✓ valid {2}good\n {2}skill {7}good 1\.0\.0\n[^✓]*\n\n✓ valid {2}good\.zip\n/);
    expect(out).toMatch(/\n\n2 valid, 0 refused\n$/);
    expect(out).not.toContain("\u001B");
  });

  test("tells all that is wrong, with exit code 1, and in text also where GitHub runs it", () => {
    const { status, out, err } = validate(["bad.zip"], { variables: { GITHUB_ACTIONS: "true" } });
    expect([status, err]).toEqual([1, ""]);
    expect(out).toMatch(/warning\[PACKAGE_FIELD_UNKNOWN\].*\n {2}at bad\.zip: bad\/assets\/runner\.json:1:\d+\n/);
    expect(out).toMatch(/error\[PACKAGE_VERSION\]/);
    expect(out).toMatch(/\n✗ refused {2}bad\.zip {2}1 error, 1 warning\n\n$/);
  });

  test("goes on after what cannot be read, and ends with exit code 2", () => {
    const { status, out, err } = validate(["nowhere", "/dev/null", "bad", "good"]);
    expect(err).toBe(
      "mayfly: Cannot validate nowhere: there is no such file or folder.\nmayfly: Cannot validate /dev/null: it is no file.\n",
    );
    expect(out).toMatch(/\n1 valid, 1 refused, 2 could not be read\n$/);
    expect(status).toBe(2);
  });

  test("writes with json one line a package, which is the report of every other door", () => {
    const { status, out } = validate([
      "--format",
      "json",
      "good",
      "bad.zip",
      "bad",
      "--profile",
      "autoskill-compatible",
    ]);
    const reports = ["good", "bad.zip", "bad"].map((file) => {
      const options = { file, profile: "autoskill-compatible" } as const;
      return validateSkillPackageAt(join(packages.path, file), options)._unsafeUnwrap();
    });
    const lines = out.trimEnd().split("\n");
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(reports);
    expect(Object.keys(JSON.parse(lines[0] ?? "") as object)).toEqual([
      "schema_version",
      "file",
      "valid",
      "profile",
      "problems",
      "package",
    ]);
    expect(status).toBe(1);
  });

  test("writes with sarif one document, with github one command a problem", () => {
    const sarif = JSON.parse(validate(["--format", "sarif", "bad", "bad.zip"]).out) as {
      runs: [{ results: unknown[] }];
    };
    expect(sarif.runs[0].results).toHaveLength(4);
    const github = validate(["--format", "github", "bad"]).out.split("\n");
    expect(github.toSorted()).toEqual([
      "",
      "0 valid, 1 refused",
      expect.stringMatching(/^::error file=bad\/assets\/runner\.json,line=1,col=\d+,title=PACKAGE_VERSION::/),
      expect.stringMatching(/^::warning file=bad\/assets\/runner\.json,line=1,col=\d+,title=PACKAGE_FIELD_UNKNOWN::/),
    ]);
  });

  test("judges a zip on standard input, as far as the limit", () => {
    const input = readFileSync(good.zip);
    expect(validate(["-"], { input })).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^✓ valid {2}standard input\n/),
    });
    const { status, out } = validate(["-", "--max-bytes", "100"], { input });
    expect(out).toContain("error[ARCHIVE_TOO_LARGE]: Cannot read the archive: it has more than 100 bytes.\n");
    expect(status).toBe(1);
  });

  test("says what to do about a folder on standard input", () => {
    const stdin = openSync(good.folder, "r");
    const { status, err } = validate(["-"], { stdin });
    closeSync(stdin);
    expect([status, err]).toEqual([
      2,
      "mayfly: Cannot validate -: it is a folder; name the folder itself in place of -.\n",
    ]);
  });

  test("shows the name in SKILL.md that differs", () => {
    packages.make("named", { files: { "SKILL.md": "---\ndescription: Differs.\nname: other\n---\n" } });
    const { out } = validate(["named"]);
    expect(out).toMatch(
      /error\[PACKAGE_IDENTITY\].*\n {2}at named\/SKILL\.md:3:7\n {2}3 \| name: other\n {4}\| {7}\^\n/,
    );
  });

  test("shows the line that a zip on standard input has wrong", () => {
    const { out } = validate(["-"], { input: readFileSync(join(packages.path, "bad.zip")) });
    expect(out).toMatch(/ {2}at standard input: bad\/assets\/runner\.json:1:\d+\n {2}1 \| .*\n {4}\| +\^\n/);
  });

  test("refuses with --strict what is else a warning, and takes with --lenient what the profile refuses", () => {
    const warned = join(FIXTURES, "warned/PACKAGE_FIELD_UNKNOWN--engine");
    const [skill = ""] = readdirSync(warned);
    expect(validate([join(warned, skill)]).status).toBe(0);
    expect(validate([join(warned, skill), "--strict"]).status).toBe(1);
    const vendor = join(FIXTURES, "refused/PACKAGE_FIELD_UNKNOWN--agent-skill--a-version/pdf-reading");
    expect(validate([vendor, "--profile", "agent-skill"]).status).toBe(1);
    expect(validate([vendor, "--profile", "agent-skill", "--lenient"]).status).toBe(0);
  });

  test.each([
    [["-", "-"], "Cannot validate - twice"],
    [[], "missing required argument"],
    [["good", "--format", "xml"], "Allowed choices are text, json, sarif, github"],
    [["good", "--profile", "none"], "Allowed choices are autoskill"],
    [["good", "--strict", "--lenient"], "cannot be used with"],
  ])("answers a wrong call %j with a sentence and exit code 2", (args, sentence) => {
    expect(validate(args)).toMatchObject({ status: 2, out: "", err: expect.stringContaining(sentence) });
  });

  test("teaches with --help", () => {
    const { status, out } = validate(["--help"]);
    expect(status).toBe(0);
    for (const taught of ["--max-total-bytes <size>", "Exit codes: 0", "mayfly validate my-skill", "github"]) {
      expect(out).toContain(taught);
    }
  });
});
