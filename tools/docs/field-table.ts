// How are the fields of a message told in a table? From its JSON Schema, nested ones by their path.
import type { MessageSchema } from "@mayfly/core/contract";
import { table } from "./table.ts";

export interface Field {
  /** Such as `result.artifacts`, or `warnings[].code` for what each item of a list has. */
  readonly path: string;
  readonly type: string;
  /** `required`, the value that stands for a missing one, or nothing. */
  readonly default: string;
  readonly meaning: string;
}

/** How the page calls a schema that it tells elsewhere, by the schema's id. */
const CALLED: Readonly<Record<string, string>> = {
  JsonValue: "any JSON",
  RunError: "[error](#errors)",
  Problem: "[problems](#errors)",
  RunStatus: "[statuses](#status)",
  Skill: "[skills](#skills)",
};

export interface Telling {
  /** Names the fields of nested objects, and says nothing more of them. */
  readonly shallow: boolean;
}

/** The fields of `schema`; throws for one that does not say what it means. */
export function fieldsOf(schema: MessageSchema, telling: Telling = { shallow: false }, at = ""): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = `${at}${name}`;
    const { description } = property;
    if (description === undefined) throw new Error(`The field ${path} does not say what it means.`);
    const required = schema.required?.includes(name) === true;
    const fallback = property.default === undefined ? "" : `\`${JSON.stringify(property.default)}\``;
    const type = typeOf(property, telling);
    const field = { path, type, default: required ? "required" : fallback, meaning: description };
    return telling.shallow ? [field] : [field, ...below(property, telling, path)];
  });
}

/** Of what a client sends: with what stands for a field that is left out. */
export function requestTable(fields: readonly Field[]): string[] {
  const rows = fields.map(({ path, type, default: fallback, meaning }) => [`\`${path}\``, type, fallback, meaning]);
  return table(["field", "type", "default", ""], rows);
}

/** Of what a client gets. */
export function answerTable(fields: readonly Field[]): string[] {
  const rows = fields.map(({ path, type, default: fallback, meaning }) => [
    `\`${path}\``,
    fallback === "required" ? type : `${type}; may be left out`,
    meaning,
  ]);
  return table(["field", "type", ""], rows);
}

function below(schema: MessageSchema, telling: Telling, path: string): Field[] {
  const object = withoutNull(schema);
  if (object.properties !== undefined) return fieldsOf(object, telling, `${path}.`);
  return object.items?.properties === undefined ? [] : fieldsOf(object.items, telling, `${path}[].`);
}

function withoutNull(schema: MessageSchema): MessageSchema {
  return schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
}

function typeOf(schema: MessageSchema, telling: Telling): string {
  const { $ref, anyOf, const: only, enum: values, items, format, properties, type } = schema;
  if ($ref !== undefined) return calledBy($ref);
  if (anyOf !== undefined) return anyOf.map((each) => typeOf(each, telling)).join(" or ");
  if (only !== undefined) return `\`${only}\``;
  if (values !== undefined) return values.map((each) => `\`${each}\``).join(", ");
  if (items !== undefined) return `list of ${typeOf(items, telling).replace(/^(?:string|object)$/, "$&s")}`;
  if (format === "date-time") return "time";
  if (format === "binary") return "file";
  if (properties !== undefined && telling.shallow) return `\`{${Object.keys(properties).join(", ")}}\``;
  if (Array.isArray(type)) return type.join(" or ");
  if (typeof type !== "string") throw new Error(`A type that no table can tell: ${JSON.stringify(schema)}`);
  return type;
}

function calledBy(ref: string): string {
  const id = ref.slice(ref.lastIndexOf("/") + 1);
  const name = CALLED[id];
  if (name === undefined) throw new Error(`The page has no word for the schema ${id}.`);
  return name;
}
