// Do the packages keep what they promise about themselves?
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { packageFolder, runPackage, runner } from "./run-package.ts";

type Validate = { (value: unknown): boolean; errors?: unknown[] | null };
type Ajv2020 = new (options: object) => { compile: (schema: unknown) => Validate };
const fromCore = createRequire(join(import.meta.dirname, "../packages/core/package.json"));
const { Ajv2020 } = fromCore("ajv/dist/2020.js") as { Ajv2020: Ajv2020 };

function schemaOf(id: string, kind: "input" | "parameter" | "output"): unknown {
  const folder = packageFolder(id);
  return JSON.parse(readFileSync(join(folder, runner(folder).schemas[kind]), "utf8"));
}

function problems(id: string, kind: "input" | "parameter" | "output", value: unknown): unknown[] {
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schemaOf(id, kind));
  return validate(value) ? [] : (validate.errors ?? []);
}

const jobs = [
  {
    id: "csv-profile",
    name: "birdstrikes.csv",
    files: { "table/birdstrikes.csv": dataSet("birdstrikes.csv") },
    parameter: { title: "Birds", quantiles: [0, 0.5, 1], max_categories: 3 },
  },
  { id: "csv-profile", name: "an empty file", files: { "table/none.csv": "" }, parameter: {} },
  {
    id: "csv-profile",
    name: "every type",
    files: { table: "a,b,c,d,e,f,g\n1,1.5,yes,2020-01-01,2020-01-01 10:00,x,\n" },
    parameter: {},
  },
  {
    id: "prime-check",
    name: "county codes",
    files: { "numbers/unemployment.tsv": dataSet("unemployment.tsv") },
    parameter: { divisor: 7 },
  },
  { id: "prime-check", name: "parameters alone", files: {}, parameter: { numbers: [-1, "97"] } },
];

describe("a package", () => {
  for (const id of ["csv-profile", "prime-check"]) {
    test(`\`${id}\` has one name in folder, front matter and runner.json`, () => {
      const skill = readFileSync(join(packageFolder(id), "SKILL.md"), "utf8");
      expect(/^---\nname: (.*)$/m.exec(skill)?.[1]).toBe(id);
      expect(runner(packageFolder(id)).id).toBe(id);
    });
  }

  for (const { id, name, files, parameter } of jobs) {
    test(`\`${id}\` fulfils its own schemas and artifact contract on ${name}`, async () => {
      expect(problems(id, "parameter", parameter)).toEqual([]);
      const end = await runPackage(id, files, parameter);
      expect(end.stderr).toContain("done:");
      expect(end.code).toBe(0);
      expect(problems(id, "output", end.output)).toEqual([]);
      const promised = runner(packageFolder(id)).artifacts;
      expect([...end.artifacts.keys()]).toEqual(promised.map(({ pattern }) => pattern));
      for (const { role, pattern } of promised) {
        expect(end.output).toHaveProperty(role, `artifacts/${pattern}`);
      }
    });
  }

  test("`parameter` schemas refuse what the programs could not use", () => {
    const refused = [
      ["csv-profile", { delimiter: "ab" }],
      ["csv-profile", { quantiles: [1.5] }],
      ["csv-profile", { max_categories: 0 }],
      ["csv-profile", { unknown: 1 }],
      ["prime-check", { divisor: 1 }],
      ["prime-check", { numbers: ["12a"] }],
      ["prime-check", { numbers: [1.5] }],
    ] as const;
    const accepted = refused.filter(([id, parameter]) => problems(id, "parameter", parameter).length === 0);
    expect(accepted).toEqual([]);
  });
});
