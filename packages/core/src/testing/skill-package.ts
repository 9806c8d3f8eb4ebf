// What is a small valid skill package, and how do tests change it?
import { err, ok } from "neverthrow";
import { zipSync } from "fflate";
import type { PackageFiles } from "../package/package-files.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonValue } from "../schema/json.ts";

/** Content by path: text and bytes as they are, JSON values as their text. */
export type Tree = Readonly<Record<string, string | Uint8Array | JsonValue>>;

export const RUNNER = {
  id: "demo",
  name: "Demo",
  version: "1.2.3",
  description: "Shows.",
  engines: ["script"],
  entrypoint: { script: "run.mjs" },
  schemas: {
    input: "assets/input.schema.json",
    parameter: "assets/parameter.schema.json",
    output: "assets/output.schema.json",
  },
  artifacts: [{ role: "report", pattern: "report.md", required: true }],
};

/** A valid package with the folder `demo`. */
export const SKILL: Tree = {
  "demo/SKILL.md": "---\nname: demo\ndescription: Shows.\n---\n\n# Demo\n",
  "demo/run.mjs": "process.exit(0);\n",
  "demo/assets/runner.json": RUNNER,
  "demo/assets/input.schema.json": {
    type: "object",
    properties: { table: { type: "string", extensions: [".csv", "TSV"] }, notes: { type: "string" } },
    required: ["table"],
  },
  "demo/assets/parameter.schema.json": {
    type: "object",
    properties: { limit: { type: "integer", minimum: 1, default: 10 }, label: { type: "string" } },
    additionalProperties: false,
  },
  "demo/assets/output.schema.json": {
    type: "object",
    properties: { rows: { type: "integer" } },
    required: ["rows"],
  },
};

/** `SKILL` with other files; `null` leaves a file out. */
export function skillWith(changes: Readonly<Record<string, Tree[string] | null>>): Tree {
  const tree: Record<string, Tree[string]> = { ...SKILL };
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) delete tree[path];
    else tree[path] = content;
  }
  return tree;
}

/** `SKILL` with other fields in runner.json; `undefined` leaves a field out. */
export function runnerWith(fields: Readonly<Record<string, JsonValue | undefined>>): Tree {
  return skillWith({ "demo/assets/runner.json": JSON.parse(JSON.stringify({ ...RUNNER, ...fields })) as JsonValue });
}

export function bytesOf(content: Tree[string]): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content, null, 2));
}

/** `tree` as the files of a package. */
export function filesOf(tree: Tree): PackageFiles {
  const entries = Object.entries(tree).map(([path, content]) => ({
    path,
    kind: "file" as const,
    size: bytesOf(content).length,
  }));
  return {
    entries,
    read: (path) => {
      const content = tree[path];
      return content === undefined ? err(problem("PATH_EMPTY", "No such file.")) : ok(bytesOf(content));
    },
  };
}

/** `tree` as a zip archive. */
export function zipOf(tree: Tree): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(tree).map(([path, content]) => [path, bytesOf(content)])));
}

/** Code, entry and pointer of each problem. */
export function places(problems: readonly Problem[]): string[] {
  return problems.map(({ code, entry, pointer }) => [code, entry ?? "-", pointer ?? "-"].join(" "));
}

export function codes(problems: readonly Problem[]): string[] {
  return problems.map(({ code }) => code);
}
