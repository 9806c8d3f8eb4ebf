// Which part of which file is a `$ref`?
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import type { JsonValue } from "./json.ts";
import { valueAt } from "./json-pointer.ts";
import { nearestName } from "./nearest-name.ts";
import { readReference } from "./reference.ts";
import type { SchemaFile, SchemaLibrary } from "./schema-library.ts";

export interface Resolved {
  readonly file: SchemaFile;
  readonly pointer: string;
  /** `undefined` only when the file cannot be read as JSON. */
  readonly value: JsonValue | undefined;
}

export interface Unresolved {
  /** Half a sentence. */
  readonly reason: string;
  readonly hint: string | null;
}

/** Follows the text of a `$ref` that stands in `from`. */
export function resolveReference(ref: string, from: SchemaFile, library: SchemaLibrary): Result<Resolved, Unresolved> {
  const reference = readReference(ref, from.path);
  if (reference.kind === "broken") return err({ reason: reference.reason, hint: null });
  if (reference.kind === "id") {
    const found = library.findId(reference.id);
    if (found === null) {
      const hint = "Put the schema into the package and refer to its path, or give it this `$id`.";
      return err({ reason: "no schema of the package has this `$id`, and nothing is fetched", hint });
    }
    return inside(found.file, found.pointer, reference.fragment);
  }
  const file = library.load(reference.path);
  if (file === null) {
    const path = escapeForDisplay(reference.path);
    const near = nearestName(reference.path, library.paths);
    const hint =
      near === null ? "A relative reference is resolved against the schema's own path." : `Did you mean ${near}?`;
    return err({ reason: `the package has no file ${path}`, hint });
  }
  return inside(file, "", reference.fragment);
}

function inside(file: SchemaFile, base: string, fragment: string): Result<Resolved, Unresolved> {
  if (file.value === undefined) return ok({ file, pointer: base, value: undefined });
  const pointer = fragment === "" || fragment.startsWith("/") ? base + fragment : file.anchors.get(fragment);
  const value = pointer === undefined ? undefined : valueAt(file.value, pointer);
  if (pointer === undefined || value === undefined) {
    return err({
      reason: `${escapeForDisplay(file.path)} has nothing at "#${escapeForDisplay(fragment)}"`,
      hint: null,
    });
  }
  return ok({ file, pointer, value });
}
