// Are the three schemas there, and can they be used? (req B4)
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject } from "../schema/json.ts";
import type { Bundle } from "../schema/bundle.ts";
import { bundleSchema } from "../schema/bundle-schema.ts";
import type { CompileOptions, compileSchema, SchemaCheck } from "../schema/compile-schema.ts";
import { inPlaceGroup } from "../schema/in-place-group.ts";
import { SchemaLibrary } from "../schema/schema-library.ts";
import { FIRST_SCHEMA } from "./first-content.ts";
import { insidePath } from "./inside-path.ts";
import { missingFile } from "./missing-file.ts";
import type { PackageView } from "./package-view.ts";
import type { RunnerJsonRules } from "./profiles.ts";
import { readField, unknownFields } from "./read-field.ts";
import type { Holder } from "./read-field.ts";
import { RUNNER_FIELDS, SCHEMAS_FIELDS } from "./runner-fields.ts";
import type { SchemaKind } from "./runner-fields.ts";
import { RUNNER_JSON } from "./runner-json-rules.ts";

/** One of the schemas of a package; each part `null` when it cannot be had, which a problem tells. */
export interface PackageSchema {
  readonly path: string | null;
  readonly bundle: Bundle | null;
  readonly check: SchemaCheck | null;
}

export interface PackageSchemas {
  readonly schemas: Readonly<Record<SchemaKind, PackageSchema>>;
  readonly problems: readonly Problem[];
}

/** Reads the schemas that `fields` names, and makes them ready to be applied. */
export function readSchemas(
  fields: JsonObject,
  rules: RunnerJsonRules,
  view: PackageView,
  isArtifact: CompileOptions["isArtifact"],
  compile: typeof compileSchema,
): PackageSchemas {
  const entry = view.entry(RUNNER_JSON);
  const field = readField({ held: fields, entry, pointer: "" }, RUNNER_FIELDS, "schemas");
  const holder = field.isOk() ? { held: field.value ?? {}, entry, pointer: "/schemas" } : null;
  const problems: Problem[] = holder === null ? [] : unknownFields(holder, SCHEMAS_FIELDS);
  if (field.isErr()) problems.push(field.error);
  const library = new SchemaLibrary(view);
  const read = (kind: SchemaKind): PackageSchema => {
    const path = holder !== null ? schemaPath(holder, kind, rules, view, problems) : null;
    if (path === null) return { path, bundle: null, check: null };
    const { bundle, problems: wrong } = bundleSchema(path, library);
    problems.push(...wrong);
    if (bundle === null || !holdsMembers(bundle, kind, problems)) return { path, bundle: null, check: null };
    const compiled = compile(bundle, { useDefaults: kind === "parameter", isArtifact });
    if (compiled.isOk()) return { path, bundle, check: compiled.value };
    const message = `The schema cannot be applied: ${escapeForDisplay(compiled.error)}.`;
    problems.push(problem("SCHEMA_TOO_COMPLEX", message, { entry: bundle.entry, pointer: "" }));
    return { path, bundle: null, check: null };
  };
  return { schemas: { input: read("input"), parameter: read("parameter"), output: read("output") }, problems };
}

function schemaPath(
  holder: Holder,
  kind: SchemaKind,
  rules: RunnerJsonRules,
  view: PackageView,
  problems: Problem[],
): string | null {
  const place = { entry: holder.entry, pointer: `/schemas/${kind}` };
  const usual = `assets/${kind}.schema.json`;
  const field = readField(holder, SCHEMAS_FIELDS, kind);
  if (field.isErr()) {
    problems.push(field.error);
    return null;
  }
  const text = field.value;
  if (text === null && rules.schemasMissing === "refused") {
    const hint = `Add \`"${kind}": "${usual}"\` to \`schemas\`.`;
    problems.push(problem("PACKAGE_SCHEMA_MISSING", `${RUNNER_JSON} names no ${kind} schema.`, { ...place, hint }));
    return null;
  }
  const path = insidePath(text ?? usual);
  const shown = escapeForDisplay(text ?? usual);
  if (path === null || path === RUNNER_JSON || view.kindOf(path) === "directory") {
    const reason = path === null ? "is none inside the package" : path === RUNNER_JSON ? "is no schema" : "is a folder";
    const hint = `Name a file by its path below the skill's folder, such as ${usual}.`;
    problems.push(
      problem("PACKAGE_SCHEMA_PATH", `The path "${shown}" of the ${kind} schema ${reason}.`, { ...place, hint }),
    );
    return null;
  }
  if (view.kindOf(path) === "file") return path;
  problems.push(
    missingFile(
      "PACKAGE_SCHEMA_MISSING",
      `The package has no file "${shown}", its ${kind} schema.`,
      path,
      view,
      FIRST_SCHEMA,
      place,
    ),
  );
  return null;
}

/** Inputs and parameters go by name, so their schemas must describe objects. */
function holdsMembers(bundle: Bundle, kind: SchemaKind, problems: Problem[]): boolean {
  if (kind === "output") return true;
  const types = inPlaceGroup(bundle, bundle.root).flatMap((node) =>
    node["type"] === undefined ? [] : [[node["type"]].flat()],
  );
  if (types.every((each) => each.includes("object"))) return true;
  const message = `The ${kind} schema must describe an object, with one property for each ${kind}.`;
  const hint = 'Set `"type": "object"` and list them under `properties`.';
  problems.push(problem("PACKAGE_SCHEMA_SHAPE", message, { entry: bundle.entry, pointer: "", hint }));
  return false;
}
