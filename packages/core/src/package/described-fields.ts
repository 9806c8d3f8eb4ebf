// Which named values does a schema describe at its top?
import type { Bundle } from "../schema/bundle.ts";
import { inPlaceGroup, propertiesOf } from "../schema/in-place-group.ts";
import type { JsonObject } from "../schema/json.ts";
import type { ContractNotes } from "./contract-notes.ts";
import type { FieldContract } from "./report.ts";

/** A field, with every schema object that applies to it. */
export interface DescribedField extends FieldContract {
  readonly group: readonly JsonObject[];
}

/** The properties of `bundle` through `$ref` and `allOf`, each name once, in the order of the schema. */
export function describedFields(bundle: Bundle, notes: ContractNotes): DescribedField[] {
  const groups = new Map<string, { readonly group: JsonObject[]; required: boolean }>();
  for (const { name, node, required } of propertiesOf(inPlaceGroup(bundle, bundle.root))) {
    const field = groups.get(name) ?? { group: [], required };
    field.group.push(...inPlaceGroup(bundle, node));
    groups.set(name, field);
  }
  return [...groups].map(([name, { group, required }]) => {
    return { name, types: typesOf(group), required, description: descriptionOf(group, notes), group };
  });
}

/** The types that all of `group` allow; empty when none of them says. */
export function typesOf(group: readonly JsonObject[]): string[] {
  const named = group.flatMap(({ type }) => (type === undefined ? [] : [[type].flat().filter(isText)]));
  const [first = [], ...others] = named;
  const both = others.reduce((types, other) => {
    const narrowed = types.flatMap((type) => (type === "number" && !other.includes(type) ? ["integer"] : [type]));
    return narrowed.filter((type) => other.includes(type) || (type === "integer" && other.includes("number")));
  }, first);
  return [...new Set(both)];
}

/** The first description in `group`, which names what it describes before what that refers to. */
export function descriptionOf(group: readonly JsonObject[], notes: ContractNotes): string | null {
  return notes.text(group.find(({ description }) => description !== undefined)?.["description"]);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
