// Which package do the tests of this package upload? The smallest that the real judge accepts, with one input and any artifacts.
import { zipSync } from "fflate";

const SCHEMA = { $schema: "https://json-schema.org/draft/2020-12/schema", type: "object" };

const RUNNER = {
  id: "echo",
  engines: ["script"],
  entrypoint: { script: "scripts/main.mjs" },
  schemas: {
    input: "assets/input.schema.json",
    parameter: "assets/parameter.schema.json",
    output: "assets/output.schema.json",
  },
  artifacts: [{ role: "anything", pattern: "**", required: false }],
};

const FILES = {
  "SKILL.md": "---\nname: echo\ndescription: Echoes.\n---\n\nRun it.\n",
  "assets/runner.json": JSON.stringify(RUNNER),
  "assets/input.schema.json": JSON.stringify({ ...SCHEMA, properties: { numbers: { type: "string" } } }),
  "assets/parameter.schema.json": JSON.stringify(SCHEMA),
  "assets/output.schema.json": JSON.stringify(SCHEMA),
  "scripts/main.mjs": "// The tests say themselves what a run does.\n",
};

export const PACKAGE_FILES = Object.keys(FILES).length;

const encoder = new TextEncoder();

/** The skill `echo`, which takes the input `numbers`. */
export const A_PACKAGE = packed(FILES);

/** The same, taking no files. */
export const A_PACKAGE_WITHOUT_INPUTS = packed({ ...FILES, "assets/input.schema.json": JSON.stringify(SCHEMA) });

function packed(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`echo/${path}`, encoder.encode(text)])),
  );
}

/** The file of its input. */
export const AN_INPUT = zipSync({ numbers: new Uint8Array([1, 2]) });
