// Which files does the package promise to write? (req B4, design §8)
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject, JsonValue } from "../schema/json.ts";
import type { Bundle } from "../schema/bundle.ts";
import { isJsonObject, jsonKind } from "../schema/json-object.ts";
import { childPointer } from "../schema/json-pointer.ts";
import { artifactCollisions } from "./artifact-collisions.ts";
import { markedArtifacts } from "./marked-artifacts.ts";
import type { RunnerJsonRules } from "./profiles.ts";
import { ANY_ARTIFACT, artifactPattern, wrongPattern } from "./promised-artifact.ts";
import type { PromisedArtifact } from "./promised-artifact.ts";
import type { ArtifactContract } from "./report.ts";
import { textField, unknownFields } from "./runner-json-rules.ts";

export interface Artifacts {
  readonly artifacts: readonly ArtifactContract[];
  readonly problems: readonly Problem[];
}

const MOST_ARTIFACTS = 1000;

/**
 * Reads the artifacts that `fields` of assets/runner.json (the file `entry`) declares and those that the output schema
 * marks. `output` is null when that schema cannot be read.
 */
export function readArtifacts(
  fields: JsonObject,
  output: Bundle | null,
  rules: RunnerJsonRules,
  entry: string,
): Artifacts {
  const problems: Problem[] = [];
  const declared = readDeclared(fields["artifacts"], entry, problems);
  const marked = output === null ? [] : markedArtifacts(output, problems);
  const artifacts = join([...declared, ...marked], problems);
  problems.push(...artifactCollisions([...declared, ...marked]));
  // An output schema that cannot be read may promise some, and its own problems are told already.
  if (artifacts.length === 0 && output !== null && problems.length === 0 && rules.artifactsMissing === "refused") {
    const message = "The package promises no artifact, neither in `artifacts` nor by `x-type` in its output schema.";
    const hint = 'Add `"artifacts": [{"role": "report", "pattern": "report.md"}]`.';
    problems.push(problem("PACKAGE_ARTIFACTS_EMPTY", message, { entry, pointer: "/artifacts", hint }));
  }
  return { artifacts, problems };
}

function readDeclared(held: JsonValue | undefined, entry: string, problems: Problem[]): PromisedArtifact[] {
  const pointer = "/artifacts";
  if (held === undefined) return [];
  if (!Array.isArray(held)) {
    problems.push(
      problem("PACKAGE_FIELD_TYPE", `\`artifacts\` must be a list, not ${jsonKind(held)}.`, { entry, pointer }),
    );
    return [];
  }
  if (held.length > MOST_ARTIFACTS) {
    const message = `\`artifacts\` lists more than ${MOST_ARTIFACTS} artifacts.`;
    problems.push(problem("PACKAGE_FIELD_TYPE", message, { entry, pointer, hint: "Name many by a pattern with `*`." }));
    return [];
  }
  return held.flatMap((each: JsonValue, index) =>
    readOne(each, { entry, pointer: childPointer(pointer, index) }, problems),
  );
}

function readOne(held: JsonValue, place: PromisedArtifact["place"], problems: Problem[]): PromisedArtifact[] {
  const { entry, pointer } = place;
  if (!isJsonObject(held)) {
    problems.push(problem("PACKAGE_FIELD_TYPE", `An artifact must be an object, not ${jsonKind(held)}.`, place));
    return [];
  }
  problems.push(...unknownFields(held, ["role", "pattern", "mime", "required"], entry, pointer));
  const textOf = (field: string, needed: boolean): string | null => {
    const text = textField(held, field, entry, pointer);
    if (text.isErr()) problems.push(text.error);
    else if (needed && text.value === null)
      problems.push(problem("PACKAGE_FIELD_MISSING", `The artifact has no \`${field}\`.`, place));
    return text.unwrapOr(null);
  };
  const [role, text, mime] = [textOf("role", true), textOf("pattern", true), textOf("mime", false)];
  const { required = false } = held;
  if (typeof required !== "boolean") {
    const message = `\`required\` must be true or false, not ${jsonKind(required)}.`;
    problems.push(problem("PACKAGE_FIELD_TYPE", message, { entry, pointer: childPointer(pointer, "required") }));
  }
  const pattern = text === null ? null : artifactPattern(text);
  if (text !== null && pattern === null)
    problems.push(wrongPattern(text, { entry, pointer: childPointer(pointer, "pattern") }));
  if (role === null || pattern === null) return [];
  return [{ role, pattern, mime, required: required === true, place }];
}

/** One artifact for each pattern: what the schema marks is mostly declared too. */
function join(promised: readonly PromisedArtifact[], problems: Problem[]): ArtifactContract[] {
  const byPattern = new Map<string, ArtifactContract>();
  for (const { place, ...artifact } of promised) {
    const byRole =
      artifact.pattern === ANY_ARTIFACT
        ? [...byPattern.values()].find(({ role }) => role === artifact.role)
        : undefined;
    const before = byRole ?? byPattern.get(artifact.pattern);
    if (before === undefined) {
      byPattern.set(artifact.pattern, artifact);
      continue;
    }
    const differs =
      before.role !== artifact.role ||
      (artifact.mime !== null && before.mime !== null && artifact.mime !== before.mime);
    if (differs && artifact.pattern !== ANY_ARTIFACT) {
      const message = `The artifact "${escapeForDisplay(artifact.pattern)}" is promised twice, with different terms.`;
      problems.push(warning("PACKAGE_ARTIFACT_REPEATED", message, place));
    }
    const required = before.required || artifact.required;
    byPattern.set(before.pattern, { ...before, mime: before.mime ?? artifact.mime, required });
  }
  return [...byPattern.values()];
}
