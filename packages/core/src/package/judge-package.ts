// Is this a valid skill package, and what does it promise? (req B3, B4)
import { hasError } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { Bundle } from "../schema/bundle.ts";
import { anyArtifact, compileSchema } from "../schema/compile-schema.ts";
import type { SchemaCheck } from "../schema/compile-schema.ts";
import { inPlaceGroup, propertiesOf } from "../schema/in-place-group.ts";
import { agentSkillName } from "./agent-skill-name.ts";
import { readArtifacts } from "./artifact-rules.ts";
import { boundProblems } from "./bound-problems.ts";
import { readEngines } from "./engine-rules.ts";
import { readEntrypoint } from "./entrypoint-rules.ts";
import type { JudgingTerms } from "./judging-terms.ts";
import { judgeIdentity } from "./identity-rules.ts";
import { readInputs } from "./input-rules.ts";
import { outputContract } from "./output-contract.ts";
import { readParameters } from "./parameter-rules.ts";
import { locateProblems } from "./locate-problems.ts";
import type { PackageFiles } from "./package-files.ts";
import { packageView } from "./package-view.ts";
import type { PackageView } from "./package-view.ts";
import { PROFILES } from "./profiles.ts";
import type { RunnerJsonRules, UnknownFields } from "./profiles.ts";
import type { PackageContract, PackageReport, Profile } from "./report.ts";
import { readRunnerJson, RUNNER_JSON } from "./runner-json-rules.ts";
import type { RunnerJson } from "./runner-json-rules.ts";
import { readSchemas } from "./schema-rules.ts";
import type { PackageSchema } from "./schema-rules.ts";
import { readSkillMd } from "./skill-md-rules.ts";
import type { SkillMd } from "./skill-md-rules.ts";
import { judgeTemplates } from "./template-rules.ts";
import { findTopFolder } from "./top-folder.ts";

/** A report, with the means to judge what the package is given and what it gives. */
export interface Examination {
  readonly report: PackageReport;
  /** Fills in defaults; `null` when the parameter schema cannot be used. */
  readonly checkParameter: SchemaCheck | null;
  readonly checkOutput: SchemaCheck | null;
  /** What `checkParameter` was made of. */
  readonly parameterSchema: Bundle | null;
}

export interface ExaminationOptions {
  /** For `checkOutput`: whether a string marked `x-type` names an artifact that was written. */
  readonly isArtifact?: (reference: string) => boolean;
  /** Problems of the files, told first. */
  readonly found?: readonly Problem[];
  /** The content's digest, where it is known. */
  readonly digest?: () => string | null;
  readonly compile?: typeof compileSchema | undefined;
}

/** Judges a package: every problem at once. */
export function judgePackage(files: PackageFiles, profile: Profile): PackageReport {
  return examinePackage(files, { profile }).report;
}

/** Judges a package and keeps its schemas at hand. */
export function examinePackage(
  files: PackageFiles,
  { profile, strict = false, unknownFields }: JudgingTerms,
  { isArtifact = anyArtifact, found = [], digest = () => null, compile = compileSchema }: ExaminationOptions = {},
): Examination {
  const rules = PROFILES[profile];
  const policy = strict ? "refuse" : (unknownFields ?? rules.unknownFields);
  const top = findTopFolder(files);
  const view = packageView(files, top.root);
  const skillMd = readSkillMd(view, rules.skillMd, policy === "refuse");
  const runner = rules.runnerJson === null ? NO_RUNNER : readRunnerJson(view);
  const names = { folder: top.folder, id: runner.id, name: skillMd.name };
  const identity = judgeIdentity(names, view, skillMd, rules.skillMd.name === "any text" ? asItIs : agentSkillName);
  const scene = { files, view, isArtifact, digest, compile };
  const promises =
    rules.runnerJson === null
      ? promisesOfSkillMd(skillMd, scene)
      : readPromises(runner, skillMd, { ...scene, rules: rules.runnerJson });

  // That files are missing goes without saying where there is none.
  const contents = [skillMd.problems, runner.problems, identity, promises.problems].flat();
  const all = [found, top.problems, top.empty ? [] : contents].flat();
  const told = withoutRepeats(all.map((each) => judged(each, policy)));
  const problems = locateProblems(boundProblems(told), files);
  const report: PackageReport = {
    valid: !hasError(told),
    profile,
    problems,
    package: promises.contract,
  };
  const { checkParameter, checkOutput, parameterSchema } = promises;
  return { report, checkParameter, checkOutput, parameterSchema };
}

interface Promises extends Omit<Examination, "report"> {
  readonly contract: PackageContract | null;
  readonly problems: readonly Problem[];
}

interface Scene {
  readonly files: PackageFiles;
  readonly view: PackageView;
  readonly isArtifact: (reference: string) => boolean;
  readonly digest: () => string | null;
  readonly compile: typeof compileSchema;
}

function readPromises(
  runner: RunnerJson,
  skillMd: SkillMd,
  scene: Scene & { readonly rules: RunnerJsonRules },
): Promises {
  const { files, view, rules, isArtifact, digest, compile } = scene;
  const { fields } = runner;
  if (fields === null) return { contract: null, ...NO_SCHEMAS, problems: [] };
  const entry = view.entry(RUNNER_JSON);
  const engines = readEngines(fields, rules, entry);
  const entrypoint = readEntrypoint(fields, engines.names, view);
  const { schemas, problems: schemaProblems } = readSchemas(fields, rules, view, isArtifact, compile);
  const inputs = schemas.input.bundle === null ? { inputs: [], problems: [] } : readInputs(schemas.input.bundle);
  const parameters = readOptional(schemas.parameter);
  const artifacts = readArtifacts(fields, schemas.output.bundle, rules, entry);

  const { id } = runner;
  const [input, parameter, output] = [schemas.input.path, schemas.parameter.path, schemas.output.path];
  const known = id !== null && input !== null && parameter !== null && output !== null;
  const contract: PackageContract | null = known
    ? {
        id,
        name: runner.name ?? id,
        version: runner.version,
        description: runner.description ?? skillMd.description ?? "",
        engines: engines.names,
        entrypoint: entrypoint.entrypoint,
        schemas: { input, parameter, output },
        inputs: inputs.inputs,
        parameters: parameters.parameters,
        output: schemas.output.bundle === null ? { types: [], fields: [] } : outputContract(schemas.output.bundle),
        artifacts: artifacts.artifacts,
        ...sizesOf(files),
        content_digest: digest(),
      }
    : null;
  const templates = {
    problems: judgeTemplates(
      entrypoint.entrypoint.prompts,
      { input: membersOf(schemas.input), parameter: membersOf(schemas.parameter) },
      entry,
    ),
  };
  const parts = [engines, entrypoint, templates, { problems: schemaProblems }, inputs, parameters, artifacts];
  const problems = parts.flatMap((part) => part.problems);
  const { bundle: parameterSchema, check: checkParameter } = schemas.parameter;
  return { contract, checkParameter, checkOutput: schemas.output.check, parameterSchema, problems };
}

/** What a package promises that says only what it is called and what it is for. */
function promisesOfSkillMd({ name, description }: SkillMd, { files, digest }: Scene): Promises {
  const id = name === null ? null : agentSkillName(name);
  const contract: PackageContract | null =
    id === null
      ? null
      : {
          id,
          name: id,
          version: null,
          description: description ?? "",
          engines: [],
          entrypoint: { script: null, prompts: {} },
          schemas: null,
          inputs: [],
          parameters: [],
          output: { types: [], fields: [] },
          artifacts: [],
          ...sizesOf(files),
          content_digest: digest(),
        };
  return { contract, ...NO_SCHEMAS, problems: [] };
}

function sizesOf({ entries }: PackageFiles): Pick<PackageContract, "files" | "bytes"> {
  const sizes = entries.filter(({ kind }) => kind === "file").map(({ size }) => size);
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

const NO_RUNNER: RunnerJson = { fields: null, id: null, name: null, version: null, description: null, problems: [] };

/** Of a package that has none, or none that can be read. */
export const NO_SCHEMAS = { checkParameter: null, checkOutput: null, parameterSchema: null } as const;

function asItIs(name: string): string {
  return name;
}

/** Rules tell fields that they do not know as warnings; whether that is a reason to refuse is decided here. */
function judged(each: Problem, unknownFields: UnknownFields): Problem {
  if (each.code !== "PACKAGE_FIELD_UNKNOWN") return each;
  return { ...each, severity: unknownFields === "refuse" ? "error" : "warning" };
}

/** The members that a schema describes; `null` when it cannot be read, or names some by a pattern. */
function membersOf({ bundle }: PackageSchema): readonly string[] | null {
  const group = bundle === null ? [] : inPlaceGroup(bundle, bundle.root);
  const names = propertiesOf(group).map(({ name }) => name);
  return bundle === null || group.some((node) => node["patternProperties"] !== undefined) ? null : names;
}

function readOptional({ bundle, check }: PackageSchema): ReturnType<typeof readParameters> {
  return bundle === null || check === null ? { parameters: [], problems: [] } : readParameters(bundle, check);
}

/** Two schemas may share a file, and then tell its problems twice. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((each) => [JSON.stringify(each), each])).values()];
}
