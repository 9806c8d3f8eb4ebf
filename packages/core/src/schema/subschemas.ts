// Which schemas stand directly inside a schema?
import type { JsonObject, JsonValue } from "./json.ts";
import { isJsonObject } from "./json-object.ts";
import { childPointer } from "./json-pointer.ts";
import { KEYWORDS } from "./keywords.ts";
import type { Dialect, Keyword } from "./keywords.ts";

export interface Subschema {
  readonly keyword: string;
  /** The name or index below the keyword, `null` when the keyword holds the schema itself. */
  readonly member: string | number | null;
  /** From the outer schema. */
  readonly pointer: string;
  readonly value: JsonObject;
  readonly inPlace: boolean;
}

/** The schemas directly inside `schema` that are objects, by the keywords of `dialect`, in the order of the text. */
export function subschemas(schema: JsonObject, dialect: Dialect): Subschema[] {
  return Object.entries(schema).flatMap(([name, held]) => {
    const keyword = keywordOf(name, dialect);
    if (keyword === null) return [];
    const pointer = childPointer("", name);
    const { inPlace } = keyword;
    return members(keyword.holds, held).flatMap(([member, value]) => {
      if (!isJsonObject(value)) return [];
      const below = member === null ? pointer : childPointer(pointer, member);
      return [{ keyword: name, member, pointer: below, value, inPlace }];
    });
  });
}

/** What is known of the keyword `name`, `null` when nothing. */
export function keywordOf(name: string, dialect: Dialect): Keyword | null {
  return Object.hasOwn(KEYWORDS[dialect], name) ? (KEYWORDS[dialect][name] ?? null) : null;
}

type Member = [member: string | number | null, value: JsonValue];

function members(holds: Keyword["holds"], held: JsonValue): Member[] {
  const list: Member[] = Array.isArray(held) ? held.map((value, index) => [index, value]) : [];
  switch (holds) {
    case "value":
      return [];
    case "schema":
      return [[null, held]];
    case "schemas":
      return list;
    case "either":
      return Array.isArray(held) ? list : [[null, held]];
    case "named":
      return isJsonObject(held) ? Object.entries(held) : [];
    case "dependencies":
      return isJsonObject(held) ? Object.entries(held).filter(([, value]) => !Array.isArray(value)) : [];
  }
}
