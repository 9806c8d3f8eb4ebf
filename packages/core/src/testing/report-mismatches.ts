// What does the published schema say against a report that some door gave?
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const PUBLISHED = new URL("../../../../docs/reference/validation-report.schema.json", import.meta.url);

const validate = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(readFileSync(PUBLISHED, "utf8")) as Record<string, unknown>,
);

/** Each mismatch as a sentence; a report that went through JSON is judged like one that did not. */
export function reportMismatches(report: unknown): readonly string[] {
  return validate(report) ? [] : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
}
