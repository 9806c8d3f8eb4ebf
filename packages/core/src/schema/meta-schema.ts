// Is this value a JSON Schema at all?
import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonValue } from "./json.ts";
import type { Origin } from "./bundle.ts";
import { countParts } from "./count-parts.ts";
import { explain } from "./explain.ts";
import type { Dialect } from "./keywords.ts";

/** Values with more parts than this are judged up to the first error, since each error takes memory. */
const MOST_PARTS_FOR_ALL = 20_000;
const MOST_TOLD = 100;

/**
 * What the meta-schema of `dialect` says against `value`: `SCHEMA_INVALID`, at most one for each place, and at most 100.
 */
export function metaProblems(value: JsonValue, dialect: Dialect, origin: Origin): Problem[] {
  const validate = metaSchema(dialect, countParts(value, MOST_PARTS_FOR_ALL) < MOST_PARTS_FOR_ALL);
  if (validate(value)) return [];
  const told = new Map<string, Problem>();
  for (const error of validate.errors ?? []) {
    // The first error of a place is the most exact one; that no alternative fits comes after it.
    const pointer = origin.pointer + error.instancePath;
    if (told.has(pointer) || told.size === MOST_TOLD) continue;
    const { sentence, hint } = explain(error);
    told.set(
      pointer,
      problem("SCHEMA_INVALID", `Not a valid JSON Schema: ${sentence}`, { entry: origin.entry, pointer, hint }),
    );
  }
  return [...told.values()];
}

// These are the only compiled schemas that outlive a package: they hold nothing of any stranger's.
const compiled = new Map<string, ValidateFunction>();

function metaSchema(dialect: Dialect, allErrors: boolean): ValidateFunction {
  const options = { strict: false, allErrors, verbose: true, validateFormats: false, logger: false } as const;
  const key = `${dialect} ${allErrors}`;
  let validate = compiled.get(key);
  if (validate === undefined) {
    const ajv = dialect === "draft-07" ? new Ajv(options) : new Ajv2020(options);
    validate = ajv.getSchema("http://json-schema.org/schema");
    if (validate === undefined) throw new Error("The validator has lost its meta-schema.");
    compiled.set(key, validate);
  }
  return validate;
}
