// Which files that a program left may be kept?
import { opendir } from "node:fs/promises";
import type { Stats } from "node:fs";
import { checkPath, escapeForDisplay, findCollisions, problem, warning, type Problem } from "@mayfly/core";
import { lookAt } from "./look-at.ts";
import { changed, unlessForbidden, unreadable } from "./unreadable.ts";

export interface ArtifactLimits {
  readonly maxFiles: number;
  readonly maxBytes: number;
  readonly maxPathBytes: number;
  readonly maxDepth: number;
}

export interface FoundArtifact {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  /** As seen now; what is opened later has to be this very file. */
  readonly stats: Stats;
}

export interface FoundArtifacts {
  readonly files: readonly FoundArtifact[];
  readonly problems: readonly Problem[];
}

/** A folder that a program filled, in the workspace that it had. */
export interface ArtifactFolder {
  readonly workspace: string;
  readonly root: string;
  /** Stands before the paths in problems. */
  readonly prefix: string;
}

/**
 * Walks `root` without following links and chooses, in the order of names, what to keep: regular files with one
 * link, under names that are safe everywhere, within the limits. Rejects with the reason of `signal` once that is aborted.
 */
export async function findArtifacts(
  from: ArtifactFolder,
  limits: ArtifactLimits,
  signal: AbortSignal,
): Promise<FoundArtifacts> {
  const problems: Problem[] = [];
  const files: FoundArtifact[] = [];
  let bytes = 0;
  for await (const file of candidates(from, limits, signal, (each) => problems.push(each))) {
    if (files.length === limits.maxFiles) {
      problems.push(tooMany(limits));
      break;
    }
    if (bytes + file.stats.size > limits.maxBytes) {
      problems.push(tooLarge(limits));
      break;
    }
    bytes += file.stats.size;
    files.push(file);
  }
  return withoutCollisions(files, problems, from.prefix);
}

/** Every regular file below `root` that may be kept by itself, in the order of names; `tell` hears what may not. */
async function* candidates(
  { workspace, root, prefix }: ArtifactFolder,
  limits: ArtifactLimits,
  signal: AbortSignal,
  tell: (told: Problem) => void,
): AsyncGenerator<FoundArtifact> {
  const stats = await unlessForbidden(workspace, root, lookAt(root));
  if (stats === undefined) return tell(unreadable(prefix));
  if (stats === null) return;
  if (!stats.isDirectory()) return tell(notAFile(prefix, stats));
  // Names looked at, so that a flood of folders or pipes ends too.
  let names = 4 * limits.maxFiles + 1000;
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const listed = await unlessForbidden(workspace, `${root}/${folder}`, list(`${root}/${folder}`, names + 1));
    if (listed === undefined) tell(unreadable(shown(prefix, folder)));
    const below: string[] = [];
    for (const name of listed ?? []) {
      signal.throwIfAborted();
      names -= 1;
      if (names < 0) return tell(tooMany(limits));
      const text = decode(name);
      const path = folder + (text ?? name.toString("latin1"));
      const place = shown(prefix, path);
      const [wrong] = text === null ? [NOT_UTF8] : checkPath(path, limits).map((each) => each.message);
      if (wrong !== undefined) {
        tell(warning("RESULT_ARTIFACT_NAME", wrong, { entry: place }));
        continue;
      }
      const entry = await unlessForbidden(workspace, `${root}/${path}`, lookAt(`${root}/${path}`));
      if (entry === undefined) tell(unreadable(place));
      else if (entry === null) tell(changed(place));
      else if (entry.isDirectory()) below.push(`${path}/`);
      else if (entry.isFile() && entry.nlink === 1) yield { path, stats: entry };
      else tell(notAFile(place, entry));
    }
    folders.push(...below.reverse());
  }
}

function withoutCollisions(
  files: readonly FoundArtifact[],
  problems: readonly Problem[],
  prefix: string,
): FoundArtifacts {
  const { problems: collisions } = findCollisions(files.map(({ path }) => ({ path, kind: "file" })));
  const colliding = new Set(collisions.map(({ entry }) => entry));
  const renamed = collisions.map(({ message, entry }) =>
    warning("RESULT_ARTIFACT_NAME", message, { entry: shown(prefix, entry ?? "") }),
  );
  return {
    files: files.filter(({ path }) => !colliding.has(escapeForDisplay(path))),
    problems: [...problems, ...renamed],
  };
}

/** At most `most` names as bytes, in their order. */
async function list(folder: string, most: number): Promise<readonly Buffer[]> {
  // Node gives names as bytes when asked, which its types do not know.
  const entries = await opendir(Buffer.from(folder), { encoding: "buffer" as BufferEncoding });
  const names: Buffer[] = [];
  for await (const { name } of entries as AsyncIterable<{ readonly name: unknown }>) {
    names.push(Buffer.from(name as Uint8Array));
    if (names.length === most) break;
  }
  return names.sort((a, b) => a.compare(b));
}

function decode(name: Buffer): string | null {
  const text = name.toString("utf8");
  return Buffer.from(text).equals(name) ? text : null;
}

const NOT_UTF8 = "Cannot keep a file whose name is not UTF-8.";

function shown(prefix: string, path: string): string {
  return escapeForDisplay(`${prefix}/${path}`.replace(/\/$/, ""));
}

function notAFile(place: string, stats: Stats): Problem {
  const kind = stats.isSymbolicLink() ? "a link" : stats.isFile() ? "a file with several names" : "no plain file";
  return warning("RESULT_ARTIFACT_NOT_A_FILE", `Cannot keep ${place}: it is ${kind}.`, { entry: place });
}

function tooMany({ maxFiles }: ArtifactLimits): Problem {
  return problem("RESULT_ARTIFACTS_TOO_MANY", `Cannot keep more than ${maxFiles} artifacts; the rest was left out.`);
}

function tooLarge({ maxBytes }: ArtifactLimits): Problem {
  return problem(
    "RESULT_ARTIFACTS_TOO_LARGE",
    `Cannot keep more than ${maxBytes} bytes of artifacts; the rest was left out.`,
  );
}
