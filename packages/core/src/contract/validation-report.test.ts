import { fileURLToPath } from "node:url";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import { zipPackage } from "../../../../test-fixtures/zip-package.ts";
import { PROBLEM_CODES } from "../problem/codes.ts";
import { PROFILES } from "../package/profiles.ts";
import type { Profile, ValidationReport } from "../package/report.ts";
import { validateSkillPackage } from "../package/validate-skill-package.ts";
import { reportMismatches } from "../testing/report-mismatches.ts";
import { RUNNER, SKILL, zipOf } from "../testing/skill-package.ts";
import { validationReportSchema } from "./validation-report.ts";

const fixture = (name: string): Uint8Array =>
  zipPackage(fileURLToPath(new URL(`../../../../test-fixtures/packages/${name}`, import.meta.url)));

async function reportOn(zip: Uint8Array, profile: Profile = "autoskill"): Promise<ValidationReport> {
  return (await validateSkillPackage(zip, { profile, file: "a.zip" }))._unsafeUnwrap();
}

describe("validationReportSchema", () => {
  test("describes the report of the library, neither more nor less", () => {
    expectTypeOf<z.infer<typeof validationReportSchema>>().toExtend<ValidationReport>();
    expectTypeOf<ValidationReport>().toExtend<z.infer<typeof validationReportSchema>>();
  });

  test("loses nothing of a report that it reads", async () => {
    for (const name of ["csv-profile", "prime-check"]) {
      const report = await reportOn(fixture(name));
      expect(report.valid).toBe(true);
      expect(validationReportSchema.parse(report)).toEqual(report);
    }
  });

  test("takes every code", () => {
    const { code } = validationReportSchema.shape.problems.unwrap().element.shape;
    for (const each of Object.keys(PROBLEM_CODES)) expect(code.parse(each)).toBe(each);
    expect(code.safeParse("package broken").success).toBe(false);
  });
});

describe("the published schema", () => {
  const bad = zipOf({ ...SKILL, "demo/assets/runner.json": { ...RUNNER, engines: [], version: "x", colour: 1 } });

  test("fits the library's reports on good and bad packages, by every profile", async () => {
    for (const profile of Object.keys(PROFILES) as Profile[]) {
      for (const zip of [fixture("csv-profile"), fixture("prime-check"), bad, new Uint8Array(3)]) {
        const report = await reportOn(zip, profile);
        expect(reportMismatches(report)).toEqual([]);
        expect(reportMismatches(JSON.parse(JSON.stringify(report)))).toEqual([]);
      }
    }
    expect((await reportOn(bad)).problems.length).toBeGreaterThan(2);
  });

  test("asks for every member and its type, and lets others pass", async () => {
    const report = await reportOn(fixture("csv-profile"));
    for (const name of Object.keys(report)) {
      const { [name as keyof ValidationReport]: _, ...rest } = report;
      expect(reportMismatches(rest)).toEqual([expect.stringContaining(`'${name}'`)]);
    }
    for (const [name, value] of [
      ["schema_version", 2],
      ["file", 1],
      ["profile", "none"],
      ["problems", [{ code: "broken" }]],
      ["package", { ...report.package, content_digest: "x" }],
    ] as const) {
      expect(reportMismatches({ ...report, [name]: value }), name).not.toEqual([]);
    }
    expect(reportMismatches({ ...report, later: true, package: { ...report.package, licence: "MIT" } })).toEqual([]);
  });
});
