// What does somebody write into a file that a package lacks? Hints say it, so that nothing else has to be read first.
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { ENTRYPOINT_FIELDS, RUNNER_FIELDS, SCHEMAS_FIELDS } from "./runner-fields.ts";
import type { PackageView } from "./package-view.ts";

export function firstSkillMd(view: PackageView): string {
  const lines = ["---", `name: ${nameOf(view)}`, "description: What it does, and when to use it.", "---"];
  return `Start it with the lines ${lines.map((line) => `\`${line}\``).join(", ")}.`;
}

export function firstRunnerJson(view: PackageView): string {
  const schemas = Object.values(SCHEMAS_FIELDS).map(({ example }) => example);
  const fields = [
    `"id": "${nameOf(view)}"`,
    RUNNER_FIELDS.engines.example,
    `"entrypoint": {${ENTRYPOINT_FIELDS.script.example}}`,
    `"schemas": {${schemas.join(", ")}}`,
    RUNNER_FIELDS.artifacts.example,
  ];
  return `Write such as \`{${fields.join(", ")}}\`.`;
}

export const FIRST_SCHEMA = 'Write such as `{"type": "object", "properties": {}}`.';

export const FIRST_SCRIPT =
  "It reads a JSON document from standard input, and writes its answer as JSON to the `output_path` that stands there.";

/** The folder's name, or a stand-in where there is not one folder. */
function nameOf(view: PackageView): string {
  const [, folder = "my-skill"] = /([^/]+)\/$/.exec(view.entry("")) ?? [];
  return escapeForDisplay(folder);
}
