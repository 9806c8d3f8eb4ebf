// Is what a run gave what its package promised? (design §8)
import { examineArchive } from "../package/examine-archive.ts";
import type { PackageCodecs } from "../package/archive-files.ts";
import type { ArchivedPackage } from "../package/examine-archive.ts";
import type { ArtifactContract } from "../package/report.ts";
import { hasError, problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonValue } from "../schema/json.ts";
import { parseJson } from "../schema/parse-json.ts";
import type { SchemaCheck } from "../schema/compile-schema.ts";
import { matchesPattern } from "./artifact-pattern.ts";
import { artifactReference } from "./artifact-reference.ts";

/** What a run of the package left. */
export interface SyncOutput extends ArchivedPackage {
  /** The raw document, `null` when there is none. */
  readonly output: Uint8Array | null;
  /** Paths `artifacts/…` of what was collected. */
  readonly artifacts: readonly string[];
}

export interface OutputVerdict {
  /** The parsed output, `null` when it is missing or does not parse. */
  readonly data: JsonValue;
  /** Errors mean that the promise was not kept; warnings go with the result. */
  readonly problems: readonly Problem[];
}

/** Levels of an output document; how many bytes it may have is decided where it is collected. */
const MOST_OUTPUT_DEPTH = 64;

/**
 * Judges the output of a run against the output schema and the artifacts of its package.
 * @returns `RESULT_*` errors, or those of the package when it cannot be judged by it any more
 */
export function judgeOutput(run: SyncOutput, codecs: PackageCodecs): OutputVerdict {
  const isArtifact = artifactReference(run.artifacts);
  const { report, checkOutput } = examineArchive(run, codecs, { verify: false, isArtifact });
  const { data, problems } = readOutput(run.output);
  if (!report.valid || report.package === null || checkOutput === null) {
    return { data, problems: report.problems.filter((each) => hasError([each])) };
  }
  const missing = missingArtifacts(report.package.artifacts, run.artifacts);
  const wrong = problems.length > 0 ? [] : schemaProblems(data, checkOutput);
  return { data, problems: [...problems, ...wrong, ...missing] };
}

function readOutput(output: Uint8Array | null): OutputVerdict {
  if (output === null) {
    const hint =
      "The program writes it, as JSON, to the `output_path` of the document that it reads from standard input.";
    return {
      data: null,
      problems: [problem("RESULT_OUTPUT_MISSING", "The program wrote no output document.", { hint })],
    };
  }
  const parsed = parseJson("output", output, { maxBytes: output.length, maxDepth: MOST_OUTPUT_DEPTH });
  const problems = parsed.problems.map((each): Problem => {
    const code = each.code === "SCHEMA_JSON_DEPTH" ? "RESULT_OUTPUT_DEPTH" : "RESULT_OUTPUT_JSON";
    return { ...each, code, entry: null, message: `The output document cannot be read. ${each.message}` };
  });
  return { data: problems.length > 0 ? null : (parsed.value ?? null), problems };
}

function schemaProblems(data: JsonValue, check: SchemaCheck): Problem[] {
  const checked = check(data);
  if (checked.isErr()) {
    return [problem("RESULT_OUTPUT_TOO_COSTLY", "Applying the output schema to the output takes too long.")];
  }
  return checked.value.map(({ keyword, pointer, sentence, hint }) => {
    const code = keyword === "x-type" ? "RESULT_ARTIFACT_UNKNOWN" : "RESULT_OUTPUT_SCHEMA";
    const where = pointer === "" ? "" : ` at ${pointer}`;
    return problem(code, `The output is not what its schema promises${where}: ${sentence}`, { pointer, hint });
  });
}

function missingArtifacts(promised: readonly ArtifactContract[], collected: readonly string[]): Problem[] {
  const paths = collected.map((path) => path.replace(/^artifacts\//, ""));
  return promised
    .filter(({ required, pattern }) => required && !paths.some((path) => matchesPattern(pattern, path)))
    .map(({ role, pattern }) => {
      const message = `The artifact "${role}" is missing: no file matches artifacts/${pattern}.`;
      return problem("RESULT_ARTIFACT_MISSING", message, { entry: `artifacts/${pattern}` });
    });
}
