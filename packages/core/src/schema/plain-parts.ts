// What does a schema object hold that is no schema object, and has its cost?
import { countParts } from "./count-parts.ts";
import type { JsonObject } from "./json.ts";
import type { Dialect } from "./keywords.ts";
import { keywordOf } from "./subschemas.ts";

export interface PlainParts {
  /** Schemas that are just true or false. */
  readonly booleans: number;
  /** Values in `enum`, `const` and `default`, those inside them included. */
  readonly values: number;
}

const VALUES: ReadonlySet<string> = new Set(["enum", "const", "default"]);

/** Counts the plain parts directly in `schema`, values up to `most` for each keyword. */
export function plainParts(schema: JsonObject, dialect: Dialect, most: number): PlainParts {
  let [booleans, values] = [0, 0];
  for (const [keyword, held] of Object.entries(schema)) {
    if (VALUES.has(keyword)) values += countParts(held, most);
    else if (typeof held === "object" && held !== null && (keywordOf(keyword, dialect)?.holds ?? "value") !== "value")
      booleans += Object.values(held).filter((inner) => typeof inner === "boolean").length;
  }
  return { booleans, values };
}
