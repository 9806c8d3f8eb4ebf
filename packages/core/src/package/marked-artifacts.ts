// Which artifacts does an output schema promise by its marks? (design §8)
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject, JsonValue } from "../schema/json.ts";
import type { Bundle } from "../schema/bundle.ts";
import { originOf } from "../schema/bundle.ts";
import { inPlaceGroup, propertiesOf } from "../schema/in-place-group.ts";
import { isJsonObject } from "../schema/json-object.ts";
import { childPointer } from "../schema/json-pointer.ts";
import { nearestName } from "../schema/nearest-name.ts";
import { subschemas } from "../schema/subschemas.ts";
import { ANY_ARTIFACT, artifactPattern, wrongPattern } from "./promised-artifact.ts";
import type { PromisedArtifact } from "./promised-artifact.ts";

/** Those whose schema is marked `x-type: artifact` or `x-type: file`, at any depth, through `$ref` and `allOf`. */
export function markedArtifacts(bundle: Bundle, problems: Problem[]): PromisedArtifact[] {
  const found: PromisedArtifact[] = [];
  const seen = { needed: new Set<JsonObject>(), optional: new Set<JsonObject>() };

  /** @param required whether every output that fits the schema has this value */
  function visit(node: JsonObject, role: string, required: boolean): void {
    const visited = required ? seen.needed : seen.optional;
    if (visited.has(node)) return;
    visited.add(node);
    const group = inPlaceGroup(bundle, node);
    const mark = group.find(isMarked);
    problems.push(...group.flatMap((each) => wrongMark(bundle, each)));
    if (mark !== undefined) found.push(...promise(bundle, group, mark, { role, required }, problems));
    for (const property of propertiesOf(group)) visit(property.node, property.name, required && property.required);
    for (const each of group) {
      for (const { keyword, value } of subschemas(each, bundle.dialect)) {
        if (isJsonObject(value) && !PASSED.has(keyword)) visit(value, role, false);
      }
    }
  }
  visit(bundle.root, "output", true);
  return found;
}

const MARKS: readonly (JsonValue | undefined)[] = ["artifact", "file"];

function isMarked(node: JsonObject): boolean {
  return MARKS.includes(node["x-type"]);
}

/** A warning where `x-type` looks as if it was meant as a mark; other words may be a vendor's own. */
function wrongMark(bundle: Bundle, node: JsonObject): Problem[] {
  const word = node["x-type"];
  if (word === undefined || isMarked(node)) return [];
  const near = typeof word === "string" ? nearestName(word, ["artifact", "file"]) : "artifact";
  if (near === null) return [];
  const { entry, pointer } = originOf(bundle, node);
  const message = "This `x-type` has no effect: it is neither `artifact` nor `file`.";
  const place = { entry, pointer: childPointer(pointer, "x-type"), hint: `Did you mean \`${near}\`?` };
  return [warning("PACKAGE_FIELD_TYPE", message, place)];
}

/** Visited in another way, or holding nothing that an output could have. */
const PASSED: ReadonlySet<string> = new Set([
  "properties",
  "allOf",
  "$defs",
  "definitions",
  "not",
  "if",
  "propertyNames",
]);

function promise(
  bundle: Bundle,
  group: readonly JsonObject[],
  mark: JsonObject,
  { role, required }: { role: string; required: boolean },
  problems: Problem[],
): PromisedArtifact[] {
  const textOf = (keyword: "x-role" | "x-filename"): string | null => {
    const node = group.find((each) => each[keyword] !== undefined);
    const text = node?.[keyword];
    if (node === undefined || (typeof text === "string" && text !== "")) return typeof text === "string" ? text : null;
    const { entry, pointer } = originOf(bundle, node);
    const example = keyword === "x-role" ? "report" : "report.md";
    const hint = `Write it as \`"${keyword}": "${example}"\`.`;
    const place = { entry, pointer: childPointer(pointer, keyword), hint };
    problems.push(problem("PACKAGE_FIELD_TYPE", `\`${keyword}\` must be a text that is not empty.`, place));
    return null;
  };
  const { entry, pointer } = originOf(bundle, mark);
  const file = textOf("x-filename");
  const pattern = file === null ? ANY_ARTIFACT : artifactPattern(file);
  const place = { entry, pointer };
  if (file !== null && pattern === null)
    problems.push(wrongPattern(file, { entry, pointer: childPointer(pointer, "x-filename") }));
  return pattern === null ? [] : [{ role: textOf("x-role") ?? role, pattern, mime: null, required, place }];
}
