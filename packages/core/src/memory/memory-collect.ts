// What of a program's files in memory is kept?
import type { AttemptId, RunId } from "../run/run-id.ts";
import { checkPath } from "../path/check-path.ts";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { findCollisions } from "../path/find-collisions.ts";
import type { CollectLimits } from "../ports/run-outputs.ts";
import { problem, warning, type Problem } from "../problem/problem.ts";
import type { MemoryFiles } from "./memory-files.ts";

export interface KeptInMemory {
  readonly output: Uint8Array | null;
  /** By path, `artifacts/…` and `inputs/…`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly problems: readonly Problem[];
}

/** Every file in memory is a plain one, so only names and limits decide. */
export function collectInMemory(
  workspaces: MemoryFiles,
  run: RunId,
  attempt: AttemptId,
  limits: CollectLimits,
): KeptInMemory {
  const there = workspaces.read(run, attempt);
  const problems: Problem[] = [];
  const files = new Map<string, Uint8Array>();
  let artifactBytes = 0;
  for (const [path, bytes] of below(there, ARTIFACTS)) {
    const place = escapeForDisplay(`artifacts/${path}`);
    const [wrong] = checkPath(path, limits);
    if (wrong !== undefined) {
      problems.push(warning("RESULT_ARTIFACT_NAME", wrong.message, { entry: place }));
      continue;
    }
    if (files.size === limits.maxArtifacts) {
      problems.push(problem("RESULT_ARTIFACTS_TOO_MANY", `Cannot keep more than ${limits.maxArtifacts} artifacts.`));
      break;
    }
    artifactBytes += bytes.length;
    if (artifactBytes > limits.maxArtifactBytes) {
      problems.push(problem("RESULT_ARTIFACTS_TOO_LARGE", `Cannot keep more than ${limits.maxArtifactBytes} bytes.`));
      break;
    }
    files.set(`artifacts/${path}`, bytes);
  }
  const tree = findCollisions([...files.keys()].map((path) => ({ path, kind: "file" })));
  for (const { entry, message } of tree.problems) {
    problems.push(warning("RESULT_ARTIFACT_NAME", message, { entry }));
    for (const path of files.keys()) if (escapeForDisplay(path) === entry) files.delete(path);
  }
  if (limits.keepInputs) for (const [path, bytes] of below(there, INPUTS)) files.set(`inputs/${path}`, bytes);

  const output = there.get("run/output.json") ?? null;
  if (output === null || output.length <= limits.maxOutputBytes) return { output, files, problems };
  const tooLarge = problem(
    "RESULT_OUTPUT_TOO_LARGE",
    `The output document has more than ${limits.maxOutputBytes} bytes.`,
  );
  return { output: null, files, problems: [tooLarge, ...problems] };
}

const ARTIFACTS = "run/artifacts/";
const INPUTS = "inputs/";

function below(files: ReadonlyMap<string, Uint8Array>, folder: string): readonly (readonly [string, Uint8Array])[] {
  return [...files]
    .filter(([path]) => path.startsWith(folder))
    .map(([path, bytes]) => [path.slice(folder.length), bytes] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
