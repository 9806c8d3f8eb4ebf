// Is assets/runner.json an object of the fields that it may have?
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject, JsonValue } from "../schema/json.ts";
import { isJsonObject, jsonKind } from "../schema/json-object.ts";
import { childPointer } from "../schema/json-pointer.ts";
import { nearestName } from "../schema/nearest-name.ts";
import { parseJson } from "../schema/parse-json.ts";
import { missingFile } from "./missing-file.ts";
import type { PackageView } from "./package-view.ts";
import { parseVersion } from "./version.ts";

export const RUNNER_JSON = "assets/runner.json";

/** The fields of assets/runner.json. (design §8) */
const RUNNER_FIELDS = [
  "id",
  "name",
  "version",
  "description",
  "engines",
  "entrypoint",
  "schemas",
  "artifacts",
  "runtime",
];

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
    return nothing(missingFile("PACKAGE_RUNNER_MISSING", `The package has no ${RUNNER_JSON}.`, RUNNER_JSON, view));
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

  const problems = [...parsed.problems, ...unknownFields(fields, RUNNER_FIELDS, entry, "")];
  const textOf = (field: string): string | null => {
    const text = textField(fields, field, entry, "");
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

/** A field that must be text when it is there: the text, `null` without the field, or the problem. */
export function textField(
  holder: JsonObject,
  field: string,
  entry: string,
  pointer: string,
): Result<string | null, Problem> {
  const held: JsonValue | undefined = holder[field];
  if (held === undefined) return ok(null);
  if (typeof held === "string" && held !== "") return ok(held);
  const found = held === "" ? "an empty one" : jsonKind(held);
  const message = `\`${field}\` must be a text, not ${found}.`;
  return err(problem("PACKAGE_FIELD_TYPE", message, { entry, pointer: childPointer(pointer, field) }));
}

const MOST_UNKNOWN = 50;

/** A warning for each field of `holder` that is not in `known`, up to 50. */
export function unknownFields(holder: JsonObject, known: readonly string[], entry: string, pointer: string): Problem[] {
  return Object.keys(holder)
    .filter((field) => !known.includes(field))
    .slice(0, MOST_UNKNOWN)
    .map((field) => {
      const near = nearestName(
        field,
        known.filter((each) => holder[each] === undefined),
      );
      const hint = near === null ? `It can have: ${known.join(", ")}.` : `Did you mean \`${near}\`?`;
      const message = `The field \`${escapeForDisplay(field)}\` is not known and has no effect.`;
      return warning("PACKAGE_FIELD_UNKNOWN", message, { entry, pointer: childPointer(pointer, field), hint });
    });
}
