// Which schema objects apply to a value whenever one of them does?
import type { JsonObject, JsonValue } from "./json.ts";
import type { Bundle } from "./bundle.ts";
import { isJsonObject } from "./json-object.ts";

/** `node`, and all that it reaches through `$ref` and `allOf`, each once. */
export function inPlaceGroup(bundle: Bundle, node: JsonObject): JsonObject[] {
  const group = new Set<JsonObject>([node]);
  for (const each of group) {
    const all: JsonValue | undefined = each["allOf"];
    const parts: readonly (JsonValue | undefined)[] = [bundle.targets.get(each), ...(Array.isArray(all) ? all : [])];
    for (const part of parts) if (isJsonObject(part)) group.add(part);
  }
  return [...group];
}

export interface Property {
  readonly name: string;
  readonly node: JsonObject;
  readonly required: boolean;
}

/** The members that the schema objects of `group` describe; one name may come more than once. */
export function propertiesOf(group: readonly JsonObject[]): Property[] {
  const required = new Set(group.flatMap((node) => (Array.isArray(node["required"]) ? node["required"] : [])));
  return group.flatMap((node) => {
    const properties = node["properties"];
    if (!isJsonObject(properties)) return [];
    return Object.entries(properties).flatMap(([name, inner]) => {
      const schema = isJsonObject(inner) ? inner : {};
      return inner === false ? [] : [{ name, node: schema, required: required.has(name) }];
    });
  });
}
