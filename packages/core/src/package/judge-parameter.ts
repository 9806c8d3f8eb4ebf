// Are the parameters those that the package takes?
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject } from "../schema/json.ts";
import type { SchemaCheck } from "../schema/compile-schema.ts";

export interface JudgedParameter {
  /** With the defaults of the schema filled in. */
  readonly parameter: JsonObject;
  /** `INPUT_PARAMETER` with pointers into the parameters, or `PACKAGE_TOO_COSTLY`. */
  readonly problems: readonly Problem[];
}

/** Judges `parameter` by a check that fills in defaults; the object that was given is left as it is. */
export function judgeParameter(parameter: JsonObject, check: SchemaCheck): JudgedParameter {
  const filled = structuredClone(parameter);
  const checked = check(filled);
  if (checked.isErr()) {
    const message = "Applying the parameter schema to the parameters takes too long.";
    return { parameter, problems: [problem("PACKAGE_TOO_COSTLY", message)] };
  }
  const problems = checked.value.map(({ pointer, sentence, hint }) => {
    const where = pointer === "" ? "" : ` at ${pointer}`;
    return problem("INPUT_PARAMETER", `Cannot accept the parameters${where}: ${sentence}`, { pointer, hint });
  });
  return { parameter: filled, problems };
}
