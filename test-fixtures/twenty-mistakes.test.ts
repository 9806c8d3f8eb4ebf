// Does a package with many mistakes get told of all of them at once?
import { validateSkillPackage } from "@mayfly/core";
import { expect, test } from "vitest";
import { zipInputs } from "./zip-package.ts";

const json = (value: unknown) => JSON.stringify(value, null, 2);

const RUNNER = "demo/assets/runner.json";
const FILES: Readonly<Record<string, string>> = {
  "notes.txt": "Not in the folder.",
  "demo/SKILL.md": "---\nname: [demo]\n---\n",
  [RUNNER]: json({
    id: "other",
    version: "first",
    description: 5,
    engine: "script",
    engines: ["script", "script", 7],
    entrypoint: { script: "run.js", prompts: { codex: "{% if a %}", claude: "{{ skil_id }}", other: 1 } },
    schemas: { input: "input.json", parameter: "parameter.json", output: "/output.json" },
    artifacts: [
      { role: "a", pattern: "../a" },
      { role: "b" },
      { role: "c", pattern: "c", mime: 5 },
      { role: "d", pattern: "C" },
    ],
  }),
  "demo/run.mjs": "process.exit(1);\n",
  "demo/input.json": json({ properties: { "a/b": {}, table: { extensions: ".csv" } } }),
  "demo/parameter.json": json({
    properties: { a: { type: "integer", default: "1" }, b: { type: "string" } },
  }),
};

/** Code, entry and pointer of each problem, in the order of the report. */
const EXPECTED = [
  "PACKAGE_TOP_FOLDER - -",
  "PACKAGE_FIELD_TYPE demo/SKILL.md /name",
  "PACKAGE_FIELD_MISSING demo/SKILL.md /description",
  `PACKAGE_FIELD_UNKNOWN ${RUNNER} /engine`,
  `PACKAGE_VERSION ${RUNNER} /version`,
  `PACKAGE_FIELD_TYPE ${RUNNER} /description`,
  `PACKAGE_IDENTITY ${RUNNER} /id`,
  `PACKAGE_ENGINE_REPEATED ${RUNNER} /engines/1`,
  `PACKAGE_FIELD_TYPE ${RUNNER} /engines/2`,
  `PACKAGE_SCRIPT_MISSING ${RUNNER} /entrypoint/script`,
  `PACKAGE_FIELD_TYPE ${RUNNER} /entrypoint/prompts/other`,
  `PACKAGE_TEMPLATE_SYNTAX ${RUNNER} /entrypoint/prompts/codex`,
  `PACKAGE_TEMPLATE_VARIABLE ${RUNNER} /entrypoint/prompts/claude`,
  `PACKAGE_SCHEMA_PATH ${RUNNER} /schemas/output`,
  "PACKAGE_INPUT_KEY demo/input.json /properties/a~1b",
  "PACKAGE_INPUT_EXTENSIONS demo/input.json /properties/table/extensions",
  "PACKAGE_PARAMETER_DEFAULT demo/parameter.json /properties/a/default",
  `PACKAGE_ARTIFACT_PATTERN ${RUNNER} /artifacts/0/pattern`,
  `PACKAGE_FIELD_MISSING ${RUNNER} /artifacts/1`,
  `PACKAGE_FIELD_TYPE ${RUNNER} /artifacts/2/mime`,
  `PACKAGE_ARTIFACT_COLLISION ${RUNNER} /artifacts/3`,
];

test("a zip with twenty mistakes and one gets as many problems, each at its own place", async () => {
  const bytes = Object.fromEntries(Object.entries(FILES).map(([path, text]) => [path, new TextEncoder().encode(text)]));
  const { problems } = (await validateSkillPackage(zipInputs(bytes)))._unsafeUnwrap();
  expect(problems.map(({ code, entry, pointer }) => `${code} ${entry ?? "-"} ${pointer ?? "-"}`)).toEqual(EXPECTED);
  expect(new Set(EXPECTED).size).toBe(21);
  expect(problems.filter(({ pointer, line }) => pointer !== null && line === null)).toEqual([]);
});
