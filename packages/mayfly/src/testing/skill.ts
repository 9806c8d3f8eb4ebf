// How does a test make a small skill package out of a few lines of JavaScript?
import { zipInputs } from "../../../../test-fixtures/zip-package.ts";

export interface SkillParts {
  /** The body of the program; it has `job` (the job document), `fs`, `path` and `finish(output)`. */
  readonly program: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly runner?: object;
}

const SCHEMA = "https://json-schema.org/draft/2020-12/schema";
const PRELUDE = `
import fs from "node:fs";
import path from "node:path";
const job = JSON.parse(fs.readFileSync(0, "utf8"));
const finish = (output) => fs.writeFileSync(job.output_path, JSON.stringify(output));
`;

/** The zip of a valid package `id` that runs `program`. Its output may be any object, and it may write `note.txt`. */
export function skillZip(id: string, { program, files = {}, runner = {} }: SkillParts): Uint8Array<ArrayBuffer> {
  const contract = {
    id,
    version: "1.0.0",
    engines: ["script"],
    entrypoint: { script: "scripts/main.mjs" },
    schemas: {
      input: "assets/input.schema.json",
      parameter: "assets/parameter.schema.json",
      output: "assets/output.schema.json",
    },
    artifacts: [{ role: "note", pattern: "note.txt", required: false }],
    ...runner,
  };
  const all: Record<string, string> = {
    "SKILL.md": `---\nname: ${id}\ndescription: A skill for a test.\n---\n\nRun it.\n`,
    "assets/runner.json": JSON.stringify(contract),
    "assets/input.schema.json": JSON.stringify({ $schema: SCHEMA, type: "object", properties: {} }),
    "assets/parameter.schema.json": JSON.stringify({ $schema: SCHEMA, type: "object" }),
    "assets/output.schema.json": JSON.stringify({ $schema: SCHEMA, type: "object" }),
    "scripts/main.mjs": `${PRELUDE}${program}\n`,
    ...files,
  };
  const encoder = new TextEncoder();
  const tree = Object.entries(all).map(([path, text]) => [`${id}/${path}`, encoder.encode(text)] as const);
  return new Uint8Array(zipInputs(Object.fromEntries(tree)));
}
