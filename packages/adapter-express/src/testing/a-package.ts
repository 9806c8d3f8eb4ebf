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
export const A_PACKAGE = zipSync(
  Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`echo/${path}`, encoder.encode(text)])),
);

/** The same, as it is installed. */
export const A_SKILL: ReadonlyMap<string, Uint8Array> = skillOf(FILES);

/** The skill `quiet`, which takes no files. */
export const A_SKILL_WITHOUT_INPUTS: ReadonlyMap<string, Uint8Array> = skillOf({
  ...FILES,
  "SKILL.md": FILES["SKILL.md"].replace("name: echo", "name: quiet"),
  "assets/runner.json": JSON.stringify({ ...RUNNER, id: "quiet" }),
  "assets/input.schema.json": JSON.stringify(SCHEMA),
});

function skillOf(files: Readonly<Record<string, string>>): Map<string, Uint8Array> {
  return new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)]));
}

/** The file of its input. */
export const AN_INPUT = zipSync({ numbers: new Uint8Array([1, 2]) });
