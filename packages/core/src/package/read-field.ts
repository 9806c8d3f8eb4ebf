// What does an object of assets/runner.json hold, by the table of its fields?
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject, JsonValue } from "../schema/json.ts";
import { isJsonObject, jsonKind } from "../schema/json-object.ts";
import { childPointer } from "../schema/json-pointer.ts";
import { nearestName } from "../schema/nearest-name.ts";
import type { FieldTable, FieldTypes } from "./field-rule.ts";

/** An object of a JSON file, and where it stands. */
export interface Holder {
  readonly held: JsonObject;
  readonly entry: string;
  readonly pointer: string;
}

/** A field that must be of its type when it is there: what it holds, `null` without it, or the problem. */
export function readField<Table extends FieldTable, Name extends keyof Table & string>(
  { held, entry, pointer }: Holder,
  table: Table,
  name: Name,
): Result<FieldTypes[Table[Name]["type"]] | null, Problem> {
  const value: JsonValue | undefined = Object.hasOwn(held, name) ? held[name] : undefined;
  const { type = "anything", example = "" } = table[name] ?? {};
  if (value === undefined) return ok(null);
  if (IS[type](value)) return ok(value as FieldTypes[Table[Name]["type"]]);
  const found = value === "" ? "an empty one" : jsonKind(value);
  const message = `\`${name}\` must be ${CALLED[type]}, not ${found}.`;
  const hint = `Write it as \`${example}\`.`;
  return err(problem("PACKAGE_FIELD_TYPE", message, { entry, pointer: childPointer(pointer, name), hint }));
}

const IS: Readonly<Record<keyof FieldTypes, (value: JsonValue) => boolean>> = {
  text: (value) => typeof value === "string" && value !== "",
  object: isJsonObject,
  list: Array.isArray,
  "true or false": (value) => typeof value === "boolean",
  anything: () => true,
};

const CALLED: Readonly<Record<keyof FieldTypes, string>> = {
  text: "a text",
  object: "an object",
  list: "a list",
  "true or false": "true or false",
  anything: "anything",
};

const MOST_UNKNOWN = 50;

/** A warning for each field that `table` does not have, up to 50. */
export function unknownFields({ held, entry, pointer }: Holder, table: FieldTable): Problem[] {
  const known = Object.keys(table);
  return Object.keys(held)
    .filter((field) => !known.includes(field))
    .slice(0, MOST_UNKNOWN)
    .map((field) => {
      const near = nearestName(
        field,
        known.filter((each) => held[each] === undefined),
      );
      const hint = near === null ? `It can have: ${known.join(", ")}.` : `Did you mean \`${near}\`?`;
      const message = `The field \`${escapeForDisplay(field)}\` is not known and has no effect.`;
      return warning("PACKAGE_FIELD_UNKNOWN", message, { entry, pointer: childPointer(pointer, field), hint });
    });
}
