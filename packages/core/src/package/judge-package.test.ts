import * as fc from "fast-check";
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
      schema_version: 1,
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
        artifacts: [{ role: "report", pattern: "report.md", mime: null, required: true }],
        files: 6,
        bytes: sizes.reduce((sum, size) => sum + size),
      },
    });
  });

  test("takes name and description from what there is", () => {
    const report = judge(runnerWith({ name: undefined, description: undefined, version: undefined }));
    expect(report.package).toMatchObject({ name: "demo", description: "Shows.", version: null });
    expect(report.valid).toBe(true);
  });

  test.each<[string, Tree, string[]]>([
    [
      "an empty package",
      {},
      ["PACKAGE_EMPTY - -", "PACKAGE_SKILL_MD_MISSING SKILL.md -", "PACKAGE_RUNNER_MISSING assets/runner.json -"],
    ],
    ["two top-level folders", skillWith({ "other/x": "" }), ["PACKAGE_TOP_FOLDER - -"]],
    ["a file beside the folder", skillWith({ "x.txt": "" }), ["PACKAGE_TOP_FOLDER - -"]],
    [
      "no folder at all",
      Object.fromEntries(Object.entries(SKILL).map(([path, content]) => [path.slice(5), content])),
      ["PACKAGE_TOP_FOLDER - -"],
    ],
    [
      "a folder too many around it",
      Object.fromEntries(Object.entries(SKILL).map(([path, content]) => [`x/${path}`, content])),
      ["PACKAGE_SKILL_MD_MISSING x/SKILL.md -", "PACKAGE_RUNNER_MISSING x/assets/runner.json -"],
    ],
    ["no SKILL.md", skillWith({ "demo/SKILL.md": null }), ["PACKAGE_SKILL_MD_MISSING demo/SKILL.md -"]],
    ["no runner.json", skillWith({ [RUNNER_JSON]: null }), ["PACKAGE_RUNNER_MISSING demo/assets/runner.json -"]],
    ["runner.json that is no JSON", skillWith({ [RUNNER_JSON]: "{" }), [`SCHEMA_JSON_INVALID ${RUNNER_JSON} `]],
    ["runner.json that is a list", skillWith({ [RUNNER_JSON]: [] }), [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} `]],
    [
      "runner.json of more than a MiB",
      skillWith({ [RUNNER_JSON]: " ".repeat(1024 * 1024 + 1) }),
      [`SCHEMA_TEXT_TOO_LARGE ${RUNNER_JSON} -`],
    ],
    ["another id", runnerWith({ id: "other" }), [`PACKAGE_IDENTITY ${RUNNER_JSON} /id`]],
    ["no id", runnerWith({ id: undefined }), [`PACKAGE_FIELD_MISSING ${RUNNER_JSON} /id`]],
    ["an id that is a number", runnerWith({ id: 5 }), [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /id`]],
    ["an empty id", runnerWith({ id: "" }), [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /id`]],
    [
      "another name in SKILL.md",
      skillWith({ "demo/SKILL.md": "---\nname: x\ndescription: y\n---\n" }),
      ["PACKAGE_IDENTITY demo/SKILL.md /name"],
    ],
    [
      "another folder",
      Object.fromEntries(Object.entries(SKILL).map(([path, content]) => [`x${path}`, content])),
      ["PACKAGE_IDENTITY xdemo -"],
    ],
    ["no engines", runnerWith({ engines: undefined }), [`PACKAGE_ENGINES_EMPTY ${RUNNER_JSON} /engines`]],
    ["an empty list of engines", runnerWith({ engines: [] }), [`PACKAGE_ENGINES_EMPTY ${RUNNER_JSON} /engines`]],
    ["engines that are a text", runnerWith({ engines: "script" }), [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /engines`]],
    [
      "engines that are no texts",
      runnerWith({ engines: ["x", 5, " "] }),
      [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /engines/1`, `PACKAGE_FIELD_TYPE ${RUNNER_JSON} /engines/2`],
    ],
    ["a version that does not parse", runnerWith({ version: "one" }), [`PACKAGE_VERSION ${RUNNER_JSON} /version`]],
    ["a version that is a number", runnerWith({ version: 1 }), [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /version`]],
    [
      "an entry point that is a text",
      runnerWith({ entrypoint: "run.mjs", engines: ["x"] }),
      [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /entrypoint`],
    ],
    [
      "a script that is not there",
      runnerWith({ entrypoint: { script: "run.js" } }),
      [`PACKAGE_SCRIPT_MISSING ${RUNNER_JSON} /entrypoint/script`],
    ],
    [
      "a script that leaves the package",
      runnerWith({ entrypoint: { script: "../run.mjs" } }),
      [`PACKAGE_SCRIPT_PATH ${RUNNER_JSON} /entrypoint/script`],
    ],
    [
      "a script that is a folder",
      runnerWith({ entrypoint: { script: "assets" } }),
      [`PACKAGE_SCRIPT_PATH ${RUNNER_JSON} /entrypoint/script`],
    ],
    [
      "a script that is a number",
      runnerWith({ entrypoint: { script: 1 } }),
      [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /entrypoint/script`],
    ],
    [
      "prompts that are a list",
      runnerWith({ entrypoint: { script: "run.mjs", prompts: [] } }),
      [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /entrypoint/prompts`],
    ],
    [
      "a prompt that is a number",
      runnerWith({ entrypoint: { script: "run.mjs", prompts: { x: 1 } } }),
      [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /entrypoint/prompts/x`],
    ],
    [
      "no schemas",
      runnerWith({ schemas: undefined }),
      ["input", "parameter", "output"].map((kind) => `PACKAGE_SCHEMA_MISSING ${RUNNER_JSON} /schemas/${kind}`),
    ],
    ["schemas that are a list", runnerWith({ schemas: [] }), [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /schemas`]],
    [
      "one schema too few",
      runnerWith({ schemas: { input: RUNNER.schemas.input, output: RUNNER.schemas.output } }),
      [`PACKAGE_SCHEMA_MISSING ${RUNNER_JSON} /schemas/parameter`],
    ],
    [
      "a schema that is not there",
      skillWith({ "demo/assets/input.schema.json": null }),
      [`PACKAGE_SCHEMA_MISSING ${RUNNER_JSON} /schemas/input`],
    ],
    ...["../demo/assets/input.schema.json", "/etc/passwd", "assets", "assets/", "C:\\x.json", "a\\b.json", "."].map(
      (path): [string, Tree, string[]] => [
        `the schema path ${path}`,
        runnerWith({ schemas: { ...RUNNER.schemas, input: path } }),
        [`PACKAGE_SCHEMA_PATH ${RUNNER_JSON} /schemas/input`],
      ],
    ),
    [
      "a schema path that is a number",
      runnerWith({ schemas: { ...RUNNER.schemas, input: 5 } }),
      [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /schemas/input`],
    ],
    [
      "a schema that is no JSON",
      skillWith({ "demo/assets/output.schema.json": "no" }),
      ["SCHEMA_JSON_INVALID demo/assets/output.schema.json "],
    ],
    [
      "a schema that is no schema",
      skillWith({ "demo/assets/output.schema.json": { type: "strin" } }),
      ["SCHEMA_INVALID demo/assets/output.schema.json /type"],
    ],
    [
      "an input schema for a list",
      skillWith({ "demo/assets/input.schema.json": { type: "array" } }),
      ["PACKAGE_SCHEMA_SHAPE demo/assets/input.schema.json "],
    ],
    [
      "an input key that is no file name",
      skillWith({ "demo/assets/input.schema.json": { properties: { "a/b": {}, CON: {}, ok: {} } } }),
      [
        "PACKAGE_INPUT_KEY demo/assets/input.schema.json /properties/a~1b",
        "PACKAGE_INPUT_KEY demo/assets/input.schema.json /properties/CON",
      ],
    ],
    [
      "extensions that are no list",
      skillWith({ "demo/assets/input.schema.json": { properties: { a: { extensions: ".csv" } } } }),
      ["PACKAGE_INPUT_EXTENSIONS demo/assets/input.schema.json /properties/a/extensions"],
    ],
    ["no artifacts", runnerWith({ artifacts: undefined }), [`PACKAGE_ARTIFACTS_EMPTY ${RUNNER_JSON} /artifacts`]],
    [
      "an empty list of artifacts",
      runnerWith({ artifacts: [] }),
      [`PACKAGE_ARTIFACTS_EMPTY ${RUNNER_JSON} /artifacts`],
    ],
    ["artifacts that are an object", runnerWith({ artifacts: {} }), [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /artifacts`]],
    [
      "an artifact that is a text",
      runnerWith({ artifacts: ["report.md"] }),
      [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /artifacts/0`],
    ],
    [
      "an artifact without role and pattern",
      runnerWith({ artifacts: [{ required: "yes" }] }),
      [
        `PACKAGE_FIELD_MISSING ${RUNNER_JSON} /artifacts/0`,
        `PACKAGE_FIELD_MISSING ${RUNNER_JSON} /artifacts/0`,
        `PACKAGE_FIELD_TYPE ${RUNNER_JSON} /artifacts/0/required`,
      ],
    ],
    [
      "an artifact pattern that climbs",
      runnerWith({ artifacts: [{ role: "x", pattern: "../x" }] }),
      [`PACKAGE_ARTIFACT_PATTERN ${RUNNER_JSON} /artifacts/0/pattern`],
    ],
    [
      "an artifact mime that is a number",
      runnerWith({ artifacts: [{ role: "x", pattern: "x", mime: 5 }] }),
      [`PACKAGE_FIELD_TYPE ${RUNNER_JSON} /artifacts/0/mime`],
    ],
  ])("refuses %s", (_what, tree, expected) => {
    expect(told(tree)).toEqual(expected);
    expect(judge(tree).valid).toBe(false);
  });

  test.each<[string, Tree, string[]]>([
    ["an unknown field", runnerWith({ engine: "x" }), [`PACKAGE_FIELD_UNKNOWN ${RUNNER_JSON} /engine`]],
    [
      "an unknown field in the entry point",
      runnerWith({ entrypoint: { script: "run.mjs", args: [] } }),
      [`PACKAGE_FIELD_UNKNOWN ${RUNNER_JSON} /entrypoint/args`],
    ],
    [
      "an unknown schema",
      runnerWith({ schemas: { ...RUNNER.schemas, outputs: "x" } }),
      [`PACKAGE_FIELD_UNKNOWN ${RUNNER_JSON} /schemas/outputs`],
    ],
    [
      "an engine named twice",
      runnerWith({ engines: ["x", "x"] }),
      [`PACKAGE_ENGINE_REPEATED ${RUNNER_JSON} /engines/1`],
    ],
    [
      "the engine script without a script",
      runnerWith({ entrypoint: undefined }),
      [`PACKAGE_ENTRYPOINT_MISSING ${RUNNER_JSON} /entrypoint`],
    ],
    [
      "an artifact promised twice",
      runnerWith({
        artifacts: [
          { role: "a", pattern: "x" },
          { role: "b", pattern: "artifacts/x" },
        ],
      }),
      [`PACKAGE_ARTIFACT_REPEATED ${RUNNER_JSON} /artifacts/1`],
    ],
    [
      "no description",
      skillWith({ "demo/SKILL.md": "---\nname: demo\n---\n" }),
      ["PACKAGE_FIELD_MISSING demo/SKILL.md /description"],
    ],
  ])("warns of %s, and accepts it", (_what, tree, expected) => {
    expect(told(tree)).toEqual(expected);
    expect(judge(tree).valid).toBe(true);
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

/** Any value in the place of any value of `value`, or nothing in its place. */
function mutated(value: JsonValue): fc.Arbitrary<JsonValue | undefined> {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>,
    fc.constantFrom<JsonValue>("", "..", "a/../../b", "\u0000", "*", "**", -1, "__proto__"),
  );
  const here = fc.oneof(anything, fc.constant(undefined));
  if (typeof value !== "object" || value === null) return here;
  const inside = Object.keys(value).map((key) =>
    mutated((value as Readonly<Record<string, JsonValue>>)[key] ?? null).map((change): JsonValue => {
      const copy: Record<string, JsonValue> = { ...(value as Readonly<Record<string, JsonValue>>) };
      if (change === undefined) delete copy[key];
      else copy[key] = change;
      return Array.isArray(value) ? Object.values(copy) : copy;
    }),
  );
  return fc.oneof(here, ...inside);
}

describe("whatever is done to a valid package, the report is a report", () => {
  const profiles = fc.constantFrom<Profile>("autoskill", "autoskill-compatible");
  const holds = (tree: Tree, profile: Profile) => {
    const { valid, problems } = judge(tree, profile);
    expect(valid).toBe(problems.every(({ severity }) => severity === "warning"));
    for (const { message } of problems) expect(message).toMatch(/\.$/);
  };

  test("any value in the place of any of runner.json", () => {
    fc.assert(
      fc.property(mutated(RUNNER), profiles, (runner, profile) => {
        holds(skillWith({ [RUNNER_JSON]: runner ?? null }), profile);
      }),
      { numRuns: 150 },
    );
  });

  test("any value in the place of any of a schema", () => {
    const schemas = Object.entries(SKILL).filter(([path]) => path.endsWith(".schema.json"));
    fc.assert(
      fc.property(
        fc.oneof(
          ...schemas.map(([path, content]) =>
            mutated(content as JsonValue).map((change) => ({ [path]: change ?? null })),
          ),
        ),
        profiles,
        (changes, profile) => {
          holds(skillWith(changes), profile);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("any bytes in the place of any of a file", () => {
    const change = fc.record({
      path: fc.constantFrom(...Object.keys(SKILL)),
      at: fc.nat(),
      remove: fc.nat(9),
      insert: fc.uint8Array({ maxLength: 9 }),
    });
    fc.assert(
      fc.property(change, profiles, ({ path, at, remove, insert }, profile) => {
        const bytes = bytesOf(SKILL[path] ?? "");
        const place = at % (bytes.length + 1);
        const spoiled = new Uint8Array([...bytes.subarray(0, place), ...insert, ...bytes.subarray(place + remove)]);
        holds(skillWith({ [path]: spoiled }), profile);
      }),
      { numRuns: 150 },
    );
  });

  test("any file left out", () => {
    for (const path of Object.keys(SKILL)) holds(skillWith({ [path]: null }), "autoskill");
  });
});
