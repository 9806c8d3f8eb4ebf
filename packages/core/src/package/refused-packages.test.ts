import { describe, expect, test } from "vitest";
import { filesOf, places, RUNNER, runnerWith, SKILL, skillWith } from "../testing/skill-package.ts";
import type { Tree } from "../testing/skill-package.ts";
import { judgePackage } from "./judge-package.ts";

const judge = (tree: Tree) => judgePackage(filesOf(tree), "autoskill");
const told = (tree: Tree) => places(judge(tree).problems);
const RUNNER_JSON = "demo/assets/runner.json";

describe("judgePackage()", () => {
  test.each<[string, Tree, string[]]>([
    ["an empty package", {}, ["PACKAGE_EMPTY - -"]],
    [
      "a file beside a folder of another name",
      { "x.txt": "", ...Object.fromEntries(Object.entries(SKILL).map(([path, content]) => [`x${path}`, content])) },
      ["PACKAGE_TOP_FOLDER - -", "PACKAGE_IDENTITY xdemo -"],
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
});
