// Are the fields of a front matter what its profile takes?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject, JsonValue } from "../schema/json.ts";
import { isJsonObject, jsonKind } from "../schema/json-object.ts";
import { childPointer } from "../schema/json-pointer.ts";
import { nearestName } from "../schema/nearest-name.ts";
import { agentSkillName, agentSkillNameFaults } from "./agent-skill-name.ts";
import { FRONT_MATTER_FIELDS } from "./front-matter-table.ts";
import type { SkillMdRules } from "./profiles.ts";

/** The fields of a front matter, and where problems of them are told. */
export interface FrontMatterFields {
  readonly values: JsonObject;
  readonly at: (pointer: string) => { readonly line: number; readonly column: number };
  readonly entry: string;
  readonly problems: Problem[];
}

function placeOf(
  { entry, at }: FrontMatterFields,
  field: string,
): Pick<Problem, "entry" | "pointer" | "line" | "column"> {
  return { entry, pointer: childPointer("", field), ...at(childPointer("", field)) };
}

function held({ values }: FrontMatterFields, field: string): JsonValue | undefined {
  return Object.hasOwn(values, field) ? values[field] : undefined;
}

/** Whether it holds nothing but space, by the wider notion that the standard's reference has of it (Python's). */
function isBlank(text: string): boolean {
  return /^[\s\u001C-\u001F\u0085]*$/.test(text);
}

export function requiredText(fields: FrontMatterFields, field: string, missing: "warned" | "refused"): string | null {
  const value = held(fields, field);
  if (typeof value === "string" && !isBlank(value)) return value;
  if (value === undefined || value === null || typeof value === "string") {
    const tell = missing === "refused" ? problem : warning;
    const hint = `Add \`${field}: …\`.`;
    const place = { ...placeOf(fields, field), hint };
    fields.problems.push(tell("PACKAGE_FIELD_MISSING", `The front matter has no \`${field}\`.`, place));
  } else {
    fields.problems.push(notText(fields, field, value));
  }
  return null;
}

function notText(fields: FrontMatterFields, field: string, value: JsonValue, tell = problem): Problem {
  const message = `The \`${field}\` in the front matter must be text, not ${jsonKind(value)}.`;
  const several = typeof value === "object" && value !== null;
  const hint = several ? `Write one text behind \`${field}:\`.` : "Put the value in quotes.";
  return tell("PACKAGE_FIELD_TYPE", message, { ...placeOf(fields, field), hint });
}

function notTextsByName(fields: FrontMatterFields, field: string, value: JsonValue, tell = problem): Problem {
  const found = isJsonObject(value) ? "other values" : jsonKind(value);
  const message = `The \`${field}\` in the front matter must be texts by name, not ${found}.`;
  const hint = "Below it, write lines such as `  author: someone`.";
  return tell("PACKAGE_FIELD_TYPE", message, { ...placeOf(fields, field), hint });
}

export function judgeName(fields: FrontMatterFields, text: string): void {
  for (const { message, hint } of agentSkillNameFaults(agentSkillName(text)))
    fields.problems.push(
      problem("PACKAGE_NAME", message, { ...placeOf(fields, "name"), hint: escapeForDisplay(hint) }),
    );
}

export function judgeLength(fields: FrontMatterFields, field: string, most: number): void {
  const value = held(fields, field);
  if (typeof value !== "string") return;
  const { length } = [...(field === "name" ? agentSkillName(value) : value)];
  if (length <= most) return;
  const message = `The \`${field}\` has ${length} characters; at most ${most} are allowed.`;
  const hint = "Shorten it; details belong into the text below the front matter.";
  fields.problems.push(problem("PACKAGE_FIELD_TOO_LONG", message, { ...placeOf(fields, field), hint }));
}

/** What the standard says of optional fields; where its reference lets a value pass, it is told and no reason to refuse. */
export function judgeShapes(fields: FrontMatterFields): void {
  for (const [field, { type, otherwise }] of Object.entries(FRONT_MATTER_FIELDS)) {
    const value = held(fields, field);
    if (value === undefined || REQUIRED.has(field)) continue;
    const tell = otherwise === "refused" ? problem : warning;
    if (type === "text" && typeof value !== "string") fields.problems.push(notText(fields, field, value, tell));
    if (type === "texts by name" && !isTextsByName(value))
      fields.problems.push(notTextsByName(fields, field, value, tell));
  }
}

/** Read by `requiredText`. */
const REQUIRED: ReadonlySet<string> = new Set(["name", "description"]);

function isTextsByName(value: JsonValue): boolean {
  return isJsonObject(value) && Object.values(value).every((each) => typeof each === "string");
}

export function unknownFields(
  fields: FrontMatterFields,
  { fields: known, vendorFields }: SkillMdRules,
  every: boolean,
): Problem[] {
  return Object.keys(fields.values).flatMap((field) => {
    if (known.includes(field)) return [];
    const near = nearestName(
      field,
      known.filter((each) => held(fields, each) === undefined),
    );
    if (near === null && vendorFields && !every) return [];
    const hint = near === null ? `It can have: ${known.join(", ")}.` : `Did you mean \`${near}\`?`;
    const message = `The field \`${escapeForDisplay(field)}\` in the front matter is not known.`;
    return [warning("PACKAGE_FIELD_UNKNOWN", message, { ...placeOf(fields, field), hint })];
  });
}
