// Which skill packages are measured? Valid ones of the sizes that the archives have.
import { zipInputs } from "../../test-fixtures/zip-package.ts";
import { tree } from "./archive-packages.ts";

const SCHEMA = { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" };

const RUNNER = {
  id: "skill",
  version: "1.0.0",
  engines: ["script"],
  schemas: {
    input: "assets/input.schema.json",
    parameter: "assets/parameter.schema.json",
    output: "assets/output.schema.json",
  },
  artifacts: [{ role: "report", pattern: "report.md", required: true }],
};

const OWN = {
  "SKILL.md": "---\nname: skill\ndescription: Is measured.\n---\n\n# Skill\n",
  "assets/input.schema.json": JSON.stringify({ ...SCHEMA, properties: { table: { type: "string" } } }),
  "assets/parameter.schema.json": JSON.stringify({
    ...SCHEMA,
    properties: { title: { type: "string", maxLength: 80, pattern: "^\\S" }, rows: { type: "integer", minimum: 1 } },
    additionalProperties: false,
  }),
  "assets/output.schema.json": JSON.stringify({
    ...SCHEMA,
    properties: { rows: { type: "integer" }, columns: { type: "array", items: { type: "string" } } },
    required: ["rows"],
  }),
};

const NEVER_RUN: Readonly<Record<string, string>> = { "scripts/main.mjs": "// Is never run here.\n" };

/** A valid package of `files` files and about `bytes` bytes, zipped; `script` is what it runs. */
export function skillArchive(files: number, bytes: number, script = NEVER_RUN): Uint8Array {
  const [path] = Object.keys(script);
  const runner = { ...RUNNER, entrypoint: { script: path } };
  const own = Object.entries({ ...OWN, ...script, "assets/runner.json": JSON.stringify(runner) }).map(
    ([path, text]) => [`skill/${path}`, new TextEncoder().encode(text)] as const,
  );
  return zipInputs({ ...tree(files - own.length, bytes), ...Object.fromEntries(own) });
}
