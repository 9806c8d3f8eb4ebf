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
import type { FieldRule } from "./field-rule.ts";
import { readField, unknownFields } from "./read-field.ts";
import type { Holder } from "./read-field.ts";
import { ARTIFACT_FIELDS, RUNNER_FIELDS } from "./runner-fields.ts";

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
  const declared = readDeclared({ held: fields, entry, pointer: "" }, problems);
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

function readDeclared(holder: Holder, problems: Problem[]): PromisedArtifact[] {
  const { entry } = holder;
  const pointer = "/artifacts";
  const field = readField(holder, RUNNER_FIELDS, "artifacts");
  if (field.isErr()) problems.push(field.error);
  const held = field.unwrapOr(null) ?? [];
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
    const hint = `Write it as \`${RUNNER_FIELDS.artifacts.example}\`.`;
    const message = `An artifact must be an object, not ${jsonKind(held)}.`;
    problems.push(problem("PACKAGE_FIELD_TYPE", message, { ...place, hint }));
    return [];
  }
  const holder = { held, entry, pointer };
  problems.push(...unknownFields(holder, ARTIFACT_FIELDS));
  const textOf = (name: "role" | "pattern" | "mime"): string | null => {
    const text = readField(holder, ARTIFACT_FIELDS, name);
    const { missing, example }: FieldRule = ARTIFACT_FIELDS[name];
    if (text.isErr()) problems.push(text.error);
    else if (missing !== undefined && text.value === null)
      problems.push(problem(missing, `The artifact has no \`${name}\`.`, { ...place, hint: `Add \`${example}\`.` }));
    return text.unwrapOr(null);
  };
  const [role, text, mime] = [textOf("role"), textOf("pattern"), textOf("mime")];
  const required = readField(holder, ARTIFACT_FIELDS, "required");
  if (required.isErr()) problems.push(required.error);
  const pattern = text === null ? null : artifactPattern(text);
  if (text !== null && pattern === null)
    problems.push(wrongPattern(text, { entry, pointer: childPointer(pointer, "pattern") }));
  if (role === null || pattern === null) return [];
  return [{ role, pattern, mime, required: required.unwrapOr(null) === true, place }];
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
