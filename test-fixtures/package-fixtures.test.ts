// Does each package here get what the name of its folder says, and does every code have one?
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROBLEM_CODES, validateSkillPackage, type ProblemCode } from "@mayfly/core";
import { httpStatus } from "@mayfly/core/contract";
import { describe, expect, test } from "vitest";
import { packageFixtures, type PackageFixture } from "./package-fixtures.ts";
import { zipInputs } from "./zip-package.ts";

/** Codes that no folder here can show, and the test that shows them. */
const SHOWN_ELSEWHERE: Partial<Record<ProblemCode, readonly [file: string, test: string]>> = {
  PACKAGE_EMPTY: ["packages/core/src/package/refused-packages.test.ts", "an empty package"],
  PACKAGE_TOO_COSTLY: [
    "packages/adapter-fs/src/pool/create-pool-judge.test.ts",
    "answers that a package is too costly when judging it takes too long",
  ],
  PACKAGE_TOO_MANY_PROBLEMS: [
    "packages/core/src/package/bound-problems.test.ts",
    "a report tells a thousand problems at most",
  ],
  SCHEMA_TEXT_TOO_LARGE: ["packages/core/src/package/refused-packages.test.ts", "runner.json of more than a MiB"],
};

const CODES = (Object.keys(PROBLEM_CODES) as ProblemCode[]).filter((code) => /^(?:PACKAGE|SCHEMA)_/.test(code));
const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/reference/error-codes.md"), "utf8");

async function reportOn({ files, profile, name }: PackageFixture) {
  return (await validateSkillPackage(zipInputs(files), { profile, file: name }))._unsafeUnwrap();
}

describe("a package that lies here", () => {
  test.each(packageFixtures.map((fixture) => ({ name: fixture.name, fixture })))("is $name", async ({ fixture }) => {
    const report = await reportOn(fixture);
    const told = report.problems.map(({ severity, code }) => `${severity} ${code}`);
    expect(report.valid).toBe(fixture.verdict !== "refused");
    if (fixture.code === null) expect(report.problems).toEqual([]);
    else expect([...new Set(told)]).toEqual([`${fixture.verdict === "refused" ? "error" : "warning"} ${fixture.code}`]);
    for (const problem of report.problems) {
      expect(problem.message).toMatch(/\.$/);
      const inJson = problem.entry?.endsWith(".json") === true && problem.pointer !== null;
      if (inJson) expect(problem.line).toBeGreaterThan(0);
    }
  });
});

describe("every code that a package can get", () => {
  test.each(CODES)("%s has a package, a heading and a status", (code) => {
    const elsewhere = SHOWN_ELSEWHERE[code];
    if (elsewhere === undefined) {
      expect(packageFixtures.filter((fixture) => fixture.code === code).map(({ name }) => name)).not.toEqual([]);
    } else {
      const text = readFileSync(join(root, elsewhere[0]), "utf8");
      expect(text).toContain(elsewhere[1]);
      expect(text).toContain(code);
    }
    const section = page.split(`### ${code}\n`)[1]?.split("###")[0];
    expect(section).toContain(PROBLEM_CODES[code]);
    expect(section).toContain(`HTTP ${httpStatus(code)}.`);
  });

  test("is one that the name of a folder can give", () => {
    const unknown = packageFixtures.filter(({ code }) => code !== null && !CODES.includes(code));
    expect(unknown.map(({ name }) => name)).toEqual([]);
    expect(Object.keys(SHOWN_ELSEWHERE).filter((code) => !CODES.includes(code as ProblemCode))).toEqual([]);
  });
});

describe("what a package here promises", () => {
  test("is told of the one that uses every field", async () => {
    const fixture = packageFixtures.find(({ name }) => name === "accepted/every-field");
    const report = fixture === undefined ? null : await reportOn(fixture);
    expect(report?.package).toMatchObject({
      id: "demo",
      inputs: [{ key: "table", required: true, extensions: [".csv", ".tsv"], description: "What is read." }],
      parameters: [
        { name: "limit", types: ["integer"], required: false, description: "At most so many.", default: 10 },
        { name: "mode", types: [], required: false, description: null, default: "fast", enum: ["fast", "exact"] },
      ],
      output: {
        types: ["object"],
        fields: [{ name: "rows", types: ["integer"], required: true, description: "Rows read." }],
      },
    });
  });
});
