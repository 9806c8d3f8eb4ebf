// How does what a program left come into `runs/`, once? (design §5)
import { mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  problem,
  warning,
  type AttemptId,
  type Collected,
  type CollectLimits,
  type OutputFile,
  type Problem,
  type RunId,
} from "@mayfly/core";
import type { Places } from "../data-folder/places.ts";
import { tolerating } from "../system/attempt-system.ts";
import { flushFolder } from "../system/flush-folder.ts";
import { readChunks } from "../system/read-chunks.ts";
import { discard } from "../trash/discard.ts";
import { workspacePaths } from "../workspaces/workspace-paths.ts";
import { copyArtifact } from "./copy-artifact.ts";
import { findArtifacts, type ArtifactFolder, type ArtifactLimits } from "./find-artifacts.ts";
import { lookAt, openSeen } from "./look-at.ts";
import { LEAVE_READABLE, unlessForbidden } from "./unreadable.ts";

/**
 * `RunOutputs.collect` on files; `null` when it was aborted. Rejects with the system's error. In both cases nothing is
 * left collected.
 */
export async function collectOutputs(
  places: Places,
  run: RunId,
  attempt: AttemptId,
  limits: CollectLimits,
  signal: AbortSignal,
): Promise<Collected | null> {
  const target = places.outputs(run);
  const making = places.collecting(run);
  await mkdir(target, { recursive: true, mode: 0o700 });
  // What an earlier try left; its files are no promise to anyone before the seal.
  await discard(places, run, "outputs", [making, join(target, "artifacts"), join(target, "inputs")]);
  try {
    return await collectInto(making, target, places, run, attempt, limits, signal);
  } catch (error) {
    if (signal.aborted && error === signal.reason) return null;
    throw error;
  } finally {
    await discard(places, run, "outputs", [making]);
  }
}

async function collectInto(
  making: string,
  target: string,
  places: Places,
  run: RunId,
  attempt: AttemptId,
  limits: CollectLimits,
  signal: AbortSignal,
): Promise<Collected> {
  await mkdir(making, { mode: 0o700 });
  const workspace = places.workspace(run, attempt);
  const paths = workspacePaths(workspace);
  const { output, problems: outputProblems } = await readOutput(workspace, paths.outputPath, limits.maxOutputBytes);
  const { maxPathBytes, maxDepth } = limits;
  const artifactLimits = { maxFiles: limits.maxArtifacts, maxBytes: limits.maxArtifactBytes, maxPathBytes, maxDepth };
  const artifacts = await collectTree(
    { workspace, root: paths.artifactsDir, prefix: "artifacts" },
    making,
    artifactLimits,
    signal,
  );
  // Inputs were held to the limits of their archive when they came.
  const noLimit = { maxFiles: Infinity, maxBytes: Infinity, maxPathBytes, maxDepth };
  const inputs = limits.keepInputs
    ? await collectTree({ workspace, root: paths.inputsDir, prefix: "inputs" }, making, noLimit, signal)
    : NOTHING;

  for (const name of ["artifacts", "inputs"]) {
    await tolerating(["ENOENT"], rename(join(making, name), join(target, name)));
  }
  for (const folder of [target, dirname(target), places.runs]) await flushFolder(folder);
  const problems = [...outputProblems, ...artifacts.problems, ...inputs.problems];
  return { output, artifacts: artifacts.files, inputs: inputs.files, problems };
}

async function readOutput(
  workspace: string,
  path: string,
  maxBytes: number,
): Promise<{ readonly output: Uint8Array | null; readonly problems: readonly Problem[] }> {
  const none = (...problems: readonly Problem[]) => ({ output: null, problems });
  const notAFile = problem("RESULT_OUTPUT_NOT_A_FILE", "The output document is not a plain file of its own.");
  const seen = await unlessForbidden(workspace, path, lookAt(path));
  if (seen === undefined) return none(forbidden());
  if (seen === null) return none();
  if (!seen.isFile() || seen.nlink !== 1) return none(notAFile);
  const handle = await unlessForbidden(workspace, path, openSeen(path));
  if (handle === undefined) return none(forbidden());
  if (handle === null) return none(notAFile);
  try {
    const now = await handle.stat();
    if (!now.isFile() || now.nlink !== 1 || now.ino !== seen.ino || now.dev !== seen.dev) return none(notAFile);
    const pieces = [];
    for await (const piece of readChunks(handle, 0, maxBytes + 1)) pieces.push(piece);
    const output = new Uint8Array(Buffer.concat(pieces));
    if (output.length <= maxBytes) return { output, problems: [] };
    return none(problem("RESULT_OUTPUT_TOO_LARGE", `The output document has more than ${maxBytes} bytes.`));
  } finally {
    await handle.close();
  }
}

function forbidden(): Problem {
  const message = "The program left its output document with a mode by which it may not be read.";
  return problem("RESULT_OUTPUT_UNREADABLE", message, { hint: LEAVE_READABLE });
}

interface CollectedTree {
  readonly files: readonly OutputFile[];
  readonly problems: readonly Problem[];
}

const NOTHING: CollectedTree = { files: [], problems: [] };

async function collectTree(
  from: ArtifactFolder,
  making: string,
  limits: ArtifactLimits,
  signal: AbortSignal,
): Promise<CollectedTree> {
  const { workspace, root, prefix } = from;
  const found = await findArtifacts(from, limits, signal);
  const folders = new Set([prefix]);
  for (const { path } of found.files) {
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) folders.add(`${prefix}/${folder}`);
  }
  // Shorter names first: a folder comes before what lies in it.
  for (const folder of [...folders].sort((a, b) => a.length - b.length))
    await mkdir(join(making, folder), { mode: 0o700 });

  const files: OutputFile[] = [];
  const problems = [...found.problems];
  for (let at = 0; at < found.files.length; at += AT_ONCE) {
    const copies = found.files.slice(at, at + AT_ONCE).map((each) => {
      const path = `${prefix}/${each.path}`;
      return copyArtifact(workspace, join(root, each.path), each, join(making, path), path, signal);
    });
    for (const copied of await allSettled(copies)) {
      if ("sha256" in copied) files.push(copied);
      else problems.push(copied);
    }
  }
  for (const folder of folders) await flushFolder(join(making, folder));
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, problems: briefly(problems) };
}

/** All values, or the first error once none is at work any more. */
async function allSettled<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** A program can leave thousands of things that are told; the first ones are enough for a person. */
function briefly(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= MOST_PROBLEMS) return problems;
  const errors = problems.filter((each) => each.severity === "error");
  const warnings = problems.filter((each) => each.severity === "warning");
  const told = warnings.slice(0, MOST_PROBLEMS);
  const more = warning(
    "RESULT_ARTIFACT_NOT_A_FILE",
    `Cannot keep ${warnings.length - told.length} more things either.`,
  );
  return [...errors, ...told, ...(warnings.length > told.length ? [more] : [])];
}

const MOST_PROBLEMS = 100;
/** Files copied at the same time; the system flushes several as fast as one. */
const AT_ONCE = 8;
