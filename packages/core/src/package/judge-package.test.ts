import { describe, expect, test } from "vitest";
import type { JsonValue } from "../schema/json.ts";
import { bytesOf, codes, filesOf, places, RUNNER, runnerWith, SKILL, skillWith } from "../testing/skill-package.ts";
import type { Tree } from "../testing/skill-package.ts";
import { judgePackage } from "./judge-package.ts";
import type { Profile } from "./report.ts";

const judge = (tree: Tree, profile: Profile = "autoskill") => judgePackage(filesOf(tree), profile);
const told = (tree: Tree, profile: Profile = "autoskill") => places(judge(tree, profile).problems);
const RUNNER_JSON = "demo/assets/runner.json";

describe("judgePackage()", () => {
  test("accepts a valid package and tells what it promises", () => {
    const sizes = Object.values(SKILL).map((content) => bytesOf(content).length);
    expect(judge(SKILL)).toEqual({
      valid: true,
      profile: "autoskill",
      problems: [],
      package: {
        id: "demo",
        name: "Demo",
        version: "1.2.3",
        description: "Shows.",
        engines: ["script"],
        entrypoint: { script: "run.mjs", prompts: {} },
        schemas: RUNNER.schemas,
        inputs: [
          { key: "table", required: true, extensions: [".csv", ".tsv"] },
          { key: "notes", required: false, extensions: [] },
        ],
        parameters: [
          { name: "limit", types: ["integer"], required: false, description: null, default: 10 },
          { name: "label", types: ["string"], required: false, description: null },
        ],
        output: {
          types: ["object"],
          fields: [{ name: "rows", types: ["integer"], required: true, description: null }],
        },
        artifacts: [{ role: "report", pattern: "report.md", mime: null, required: true }],
        files: 6,
        bytes: sizes.reduce((sum, size) => sum + size),
        content_digest: null,
      },
    });
  });

  test("takes name and description from what there is", () => {
    const report = judge(runnerWith({ name: undefined, description: undefined, version: undefined }));
    expect(report.package).toMatchObject({ name: "demo", description: "Shows.", version: null });
    expect(report.valid).toBe(true);
  });

  test("tells twenty different mistakes in one report", () => {
    const runner = {
      id: "other",
      version: "one",
      engines: [],
      entrypoint: { script: "../x", prompts: 1 },
      schemas: { input: "a.json", parameter: "b.json", output: "/c" },
      artifacts: [5, { role: "x" }],
      extra: 1,
    };
    const tree = skillWith({
      "x.txt": "",
      "demo/SKILL.md": "---\nname: third\nname: fourth\nx: !t 1\ny: &a 1\n---\n",
      [RUNNER_JSON]: runner,
      "demo/a.json": '{"type": "strin", "required": "x", "minimum": "1", /* y */ "title": 5}',
      "demo/b.json": {
        type: "object",
        properties: { a: { pattern: "(" }, b: { $ref: "https://x.org" }, c: { $ref: "#/x" } },
      },
    });
    expect(judge(tree).problems.length).toBeGreaterThanOrEqual(20);
    expect(new Set(codes(judge(tree).problems)).size).toBeGreaterThanOrEqual(14);
  });

  test("gives line and column of what it tells, and of the parent of what is missing", () => {
    const text = JSON.stringify(
      {
        ...RUNNER,
        engines: [],
        version: "x",
        entrypoint: undefined,
        schemas: { input: RUNNER.schemas.input, output: RUNNER.schemas.output },
      },
      null,
      2,
    );
    const lines = Object.fromEntries(
      judge(skillWith({ [RUNNER_JSON]: text })).problems.map((each) => [each.pointer, [each.line, each.column]]),
    );
    expect(lines).toEqual({ "/version": [4, 14], "/engines": [6, 14], "/schemas/parameter": [7, 14] });
  });

  test("names the remedy", () => {
    const hint = (tree: Tree) => judge(tree).problems[0]?.hint;
    expect(hint(runnerWith({ engine: "x" }))).toMatch(/It can have|engines/);
    expect(hint(runnerWith({ engines: undefined, engine: ["x"] }))).toBe("Did you mean `engines`?");
    expect(hint(runnerWith({ entrypoint: { script: "run.js" } }))).toBe("Did you mean run.mjs?");
    expect(hint(skillWith({ "demo/SKILL.md": null, "demo/skill.md": "" }))).toBe(
      "There is skill.md; rename it to SKILL.md.",
    );
    const wrapped = Object.fromEntries(Object.entries(SKILL).map(([path, content]) => [`x/${path}`, content]));
    expect(hint(wrapped)).toBe("There is demo/SKILL.md; pack the folder demo/ alone.");
    expect(hint(runnerWith({ id: "other" }))).toBe('Set `id` to "demo", or the other way round.');
  });

  test("takes paths with dots that stay inside the package, and patterns with `artifacts/`", () => {
    const { problems, package: contract } = judge(
      runnerWith({
        entrypoint: { script: "./assets/../run.mjs" },
        artifacts: [{ role: "x", pattern: "./artifacts/charts/**/*.svg", mime: "image/svg+xml" }],
      }),
    );
    expect(problems).toEqual([]);
    expect(contract?.entrypoint.script).toBe("run.mjs");
    expect(contract?.artifacts).toEqual([
      { role: "x", pattern: "charts/**/*.svg", mime: "image/svg+xml", required: false },
    ]);
  });

  test("tells the problems of a file that two schemas share only once", () => {
    const tree = runnerWith({ schemas: { input: "x.json", parameter: "x.json", output: RUNNER.schemas.output } });
    expect(told({ ...tree, "demo/x.json": { type: "strin" } })).toEqual(["SCHEMA_INVALID demo/x.json /type"]);
  });

  test("refuses a schema whose references go too deep to compile", () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index): [string, JsonValue] => [`a${index}`, { $ref: `#/$defs/a${index + 1}` }]),
    );
    const output = { $ref: "#/$defs/a0", $defs: { ...$defs, a3000: {} } };
    expect(told(skillWith({ "demo/assets/output.schema.json": output }))).toEqual([
      "SCHEMA_TOO_COMPLEX demo/assets/output.schema.json ",
    ]);
  });
});

describe("the profile `autoskill-compatible`", () => {
  test("takes missing engines for every engine, and an empty list for a mistake", () => {
    expect(judge(runnerWith({ engines: undefined }), "autoskill-compatible")).toMatchObject({
      valid: true,
      package: { engines: [] },
    });
    expect(told(runnerWith({ engines: [] }), "autoskill-compatible")).toEqual([
      `PACKAGE_ENGINES_EMPTY ${RUNNER_JSON} /engines`,
    ]);
  });

  test("looks for schemas at their usual places, where they must be", () => {
    expect(judge(runnerWith({ schemas: undefined }), "autoskill-compatible")).toMatchObject({
      valid: true,
      package: { schemas: RUNNER.schemas },
    });
    const tree = { ...runnerWith({ schemas: {} }) };
    delete (tree as Record<string, unknown>)["demo/assets/input.schema.json"];
    expect(told(tree, "autoskill-compatible")).toEqual([`PACKAGE_SCHEMA_MISSING ${RUNNER_JSON} /schemas/input`]);
  });

  test("allows that no artifacts are promised", () => {
    expect(judge(runnerWith({ artifacts: undefined }), "autoskill-compatible").valid).toBe(true);
  });
});
