// Is this value a JSON Schema at all?
import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonValue } from "./json.ts";
import type { Origin } from "./bundle.ts";
import { explain } from "./explain.ts";
import type { Dialect } from "./keywords.ts";

/**
 * What the meta-schema of `dialect` says against `value`: `SCHEMA_INVALID`, at most one for each place.
 */
export function metaProblems(value: JsonValue, dialect: Dialect, origin: Origin): Problem[] {
  const validate = metaSchema(dialect);
  if (validate(value)) return [];
  const told = new Map<string, Problem>();
  for (const error of validate.errors ?? []) {
    // The first error of a place is the most exact one; that no alternative fits comes after it.
    const pointer = origin.pointer + error.instancePath;
    if (told.has(pointer)) continue;
    const { sentence, hint } = explain(error);
    told.set(
      pointer,
      problem("SCHEMA_INVALID", `Not a valid JSON Schema: ${sentence}`, { entry: origin.entry, pointer, hint }),
    );
  }
  return [...told.values()];
}

// These two are the only compiled schemas that outlive a package: they hold nothing of any stranger's.
const compiled = new Map<Dialect, ValidateFunction>();

function metaSchema(dialect: Dialect): ValidateFunction {
  const options = { strict: false, allErrors: true, verbose: true, validateFormats: false, logger: false } as const;
  let validate = compiled.get(dialect);
  if (validate === undefined) {
    const ajv = dialect === "draft-07" ? new Ajv(options) : new Ajv2020(options);
    validate = ajv.getSchema("http://json-schema.org/schema");
    if (validate === undefined) throw new Error("The validator has lost its meta-schema.");
    compiled.set(dialect, validate);
  }
  return validate;
}
