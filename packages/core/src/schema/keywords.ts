// Which keywords of JSON Schema are read, and which of them hold schemas?

export type Dialect = "draft-07" | "2020-12";

/**
 * What a keyword holds: `value` nothing to look into; `schema` one schema; `schemas` a list of schemas; `named` an object
 * of schemas by name; `either` a schema or a list of them; `dependencies` an object of schemas or lists of names.
 * The same kinds with `inPlace` apply to the very value that the schema applies to, the others to parts of it.
 */
export interface Keyword {
  readonly holds: "value" | "schema" | "schemas" | "named" | "either" | "dependencies";
  readonly inPlace: boolean;
}

const value: Keyword = { holds: "value", inPlace: false };
const part: Keyword = { holds: "schema", inPlace: false };
const same: Keyword = { holds: "schema", inPlace: true };
const sameList: Keyword = { holds: "schemas", inPlace: true };
const named: Keyword = { holds: "named", inPlace: false };

/** Ours, read by the rules about inputs and artifacts. */
const OWN = "x-type x-role x-filename extensions";
export const OWN_KEYWORDS: ReadonlySet<string> = new Set(OWN.split(" "));

const BOTH: Readonly<Record<string, Keyword>> = {
  ...all(
    value,
    "type enum const default multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength",
  ),
  ...all(value, "pattern maxItems minItems uniqueItems maxProperties minProperties required"),
  // Says nothing about values; the report quotes it.
  ...all(value, "description"),
  ...all(value, OWN),
  ...all(part, "additionalProperties propertyNames contains"),
  ...all(same, "not if then else"),
  ...all(sameList, "allOf anyOf oneOf"),
  ...all(named, "properties patternProperties definitions $defs"),
};

/** The keywords by dialect; every other one is a note and left out of what is compiled, `format` too. */
export const KEYWORDS: Readonly<Record<Dialect, Readonly<Record<string, Keyword>>>> = {
  "draft-07": {
    ...BOTH,
    items: { holds: "either", inPlace: false },
    additionalItems: part,
    dependencies: { holds: "dependencies", inPlace: true },
  },
  "2020-12": {
    ...BOTH,
    ...all(part, "items unevaluatedItems unevaluatedProperties"),
    ...all(value, "dependentRequired maxContains minContains"),
    prefixItems: { holds: "schemas", inPlace: false },
    dependentSchemas: { holds: "named", inPlace: true },
  },
};

function all(keyword: Keyword, names: string): Record<string, Keyword> {
  return Object.fromEntries(names.split(" ").map((name) => [name, keyword]));
}

const DRAFT_07 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;
const DRAFT_2020_12 = /^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

/** The dialect that a `$schema` names; `null` when it is another one. */
export function dialectOf(uri: string): Dialect | null {
  if (DRAFT_07.test(uri)) return "draft-07";
  return DRAFT_2020_12.test(uri) ? "2020-12" : null;
}
