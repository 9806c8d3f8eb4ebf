// Is assets/runner.json an object of the fields that it may have?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject } from "../schema/json.ts";
import { isJsonObject, jsonKind } from "../schema/json-object.ts";
import { parseJson } from "../schema/parse-json.ts";
import { firstRunnerJson } from "./first-content.ts";
import { missingFile } from "./missing-file.ts";
import type { PackageView } from "./package-view.ts";
import { readField, unknownFields } from "./read-field.ts";
import { RUNNER_FIELDS } from "./runner-fields.ts";
import { parseVersion } from "./version.ts";

export const RUNNER_JSON = "assets/runner.json";

export interface RunnerJson {
  /** `null` when the file is missing or no JSON object. */
  readonly fields: JsonObject | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly version: string | null;
  readonly description: string | null;
  readonly problems: readonly Problem[];
}

/** Reads assets/runner.json and judges its plain fields; the others have rules of their own. (req B4) */
export function readRunnerJson(view: PackageView): RunnerJson {
  const entry = view.entry(RUNNER_JSON);
  const nothing = (...problems: Problem[]): RunnerJson => ({
    fields: null,
    id: null,
    name: null,
    version: null,
    description: null,
    problems,
  });
  if (view.kindOf(RUNNER_JSON) !== "file") {
    const message = `The package has no ${RUNNER_JSON}.`;
    return nothing(missingFile("PACKAGE_RUNNER_MISSING", message, RUNNER_JSON, view, firstRunnerJson(view)));
  }
  const bytes = view.read(RUNNER_JSON);
  if (bytes.isErr()) return nothing(bytes.error);
  const parsed = parseJson(entry, bytes.value);
  const fields = parsed.value;
  if (fields === undefined) return nothing(...parsed.problems);
  if (!isJsonObject(fields)) {
    const message = `${RUNNER_JSON} must be an object, not ${jsonKind(fields)}.`;
    return nothing(...parsed.problems, problem("PACKAGE_FIELD_TYPE", message, { entry, pointer: "" }));
  }

  const holder = { held: fields, entry, pointer: "" };
  const problems = [...parsed.problems, ...unknownFields(holder, RUNNER_FIELDS)];
  const textOf = (field: "id" | "name" | "version" | "description"): string | null => {
    const text = readField(holder, RUNNER_FIELDS, field);
    if (text.isErr()) problems.push(text.error);
    return text.unwrapOr(null);
  };
  const id = textOf("id");
  if (fields["id"] === undefined) {
    const hint = 'Add `"id": "…"` with the name of the folder.';
    problems.push(problem("PACKAGE_FIELD_MISSING", `${RUNNER_JSON} has no \`id\`.`, { entry, pointer: "/id", hint }));
  }
  const version = textOf("version");
  if (version !== null && parseVersion(version) === null) {
    const message = `The version "${escapeForDisplay(version)}" does not parse.`;
    problems.push(problem("PACKAGE_VERSION", message, { entry, pointer: "/version", hint: 'Write it as "1.0.0".' }));
  }
  return { fields, id, name: textOf("name"), version, description: textOf("description"), problems };
}
