// Which fields has assets/runner.json? Judging reads them by these tables, and the reference page shows them. (design §8)
import type { FieldTable } from "./field-rule.ts";

export const RUNNER_FIELDS = {
  id: {
    type: "text",
    missing: "PACKAGE_FIELD_MISSING",
    rule: "the name of the folder, and the `name` in `SKILL.md` (`PACKAGE_IDENTITY`)",
    example: '"id": "csv-profile"',
  },
  name: { type: "text", default: "the `id`", rule: "a name for people", example: '"name": "CSV profile"' },
  version: {
    type: "text",
    default: "none",
    rule: "a version such as `1.0.0` (`PACKAGE_VERSION`)",
    example: '"version": "1.0.0"',
  },
  description: {
    type: "text",
    default: "the `description` in `SKILL.md`",
    rule: "what the skill does",
    example: '"description": "Describes a table."',
  },
  engines: {
    type: "list",
    of: "texts",
    missing: "PACKAGE_ENGINES_EMPTY",
    rule: "names of engines in the order of preference, at least one and at most 100",
    example: '"engines": ["script"]',
  },
  entrypoint: {
    type: "object",
    default: "nothing to run",
    rule: "what each engine runs",
    example: '"entrypoint": {"script": "scripts/main.mjs"}',
  },
  schemas: {
    type: "object",
    missing: "PACKAGE_SCHEMA_MISSING",
    rule: "where the schemas are",
    example: '"schemas": {"input": "assets/input.schema.json", …}',
  },
  artifacts: {
    type: "list",
    of: "objects",
    missing: "PACKAGE_ARTIFACTS_EMPTY",
    default: "those that the output schema marks",
    rule: "the files that a run writes, at most 1000; here, or marked by `x-type` in the output schema",
    example: '"artifacts": [{"role": "report", "pattern": "report.md"}]',
  },
  runtime: { type: "anything", default: "nothing", rule: "for engines; not looked at", example: '"runtime": {}' },
} as const satisfies FieldTable;

/** Of `entrypoint`. */
export const ENTRYPOINT_FIELDS = {
  script: {
    type: "text",
    default: "none; `PACKAGE_ENTRYPOINT_MISSING` warns where `engines` names `script`",
    rule: "path of the program in the package (`PACKAGE_SCRIPT_PATH`, `PACKAGE_SCRIPT_MISSING`, `PACKAGE_SCRIPT_NOT_RUNNABLE`)",
    example: '"script": "scripts/main.mjs"',
  },
  prompts: {
    type: "object",
    of: "texts",
    default: "none",
    rule: "a [template](#templates) by the name of its engine, at most 100 (`PACKAGE_TEMPLATE_SYNTAX`, `PACKAGE_TEMPLATE_VARIABLE`)",
    example: '"prompts": {"codex": "Describe {{ input.table }}."}',
  },
} as const satisfies FieldTable;

/** Of `schemas`. */
export const SCHEMAS_FIELDS = {
  input: schemaField("input", "which files a run takes"),
  parameter: schemaField("parameter", "which parameters a run takes"),
  output: schemaField("output", "what a run answers"),
} as const satisfies FieldTable;

export type SchemaKind = keyof typeof SCHEMAS_FIELDS;

/** Of each of `artifacts`. */
export const ARTIFACT_FIELDS = {
  role: {
    type: "text",
    missing: "PACKAGE_FIELD_MISSING",
    rule: "what the file is for",
    example: '"role": "report"',
  },
  pattern: {
    type: "text",
    missing: "PACKAGE_FIELD_MISSING",
    rule: "a path below the artifacts folder; `*` stands for what has no `/`, `**` for anything (`PACKAGE_ARTIFACT_PATTERN`)",
    example: '"pattern": "report.md"',
  },
  mime: { type: "text", default: "none", rule: "the type of its content", example: '"mime": "text/markdown"' },
  required: {
    type: "true or false",
    default: "`false`",
    rule: "whether a run without such a file has failed",
    example: '"required": true',
  },
} as const satisfies FieldTable;

function schemaField(kind: string, what: string) {
  return {
    type: "text",
    missing: "PACKAGE_SCHEMA_MISSING",
    rule: `path in the package of the JSON Schema that says ${what} (\`PACKAGE_SCHEMA_PATH\`)`,
    example: `"${kind}": "assets/${kind}.schema.json"`,
  } as const;
}
