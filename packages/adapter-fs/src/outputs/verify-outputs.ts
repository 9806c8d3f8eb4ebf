// Is what was kept of a run still what it was when it was sealed?
import { createHash } from "node:crypto";
import { lstatSync, type BigIntStats } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { OutputFile, RunId } from "@mayfly/core";
import type { Places } from "../data-folder/places.ts";
import { systemCode, tolerating } from "../system/attempt-system.ts";
import { READ_SAFELY } from "../system/open-flags.ts";
import { UnusableFile } from "../system/unusable-file.ts";
import { digestFile } from "./digest-file.ts";
import { physicalPath, type ReadManifest } from "./manifest-file.ts";

/** `RunOutputs.verify` on files; rejects with the system's error where that does not tell that a file is another. */
export type VerifyOutputs = (run: RunId) => Promise<boolean>;

interface Known {
  readonly files: readonly OutputFile[];
  readonly text: string;
  /** By a clock that never goes back. */
  readonly readAt: number;
}

/**
 * A verifier that reads a few files once and then, for some minutes and as long as the system says that they stay the
 * same, only asks for that: a popular entry of the cache is looked through with every hit. Many files are read each time.
 * (docs/decisions/0015)
 */
export function outputsVerifier(
  places: Places,
  readManifest: ReadManifest,
  now: () => number = () => performance.now(),
): VerifyOutputs {
  const known = new Map<RunId, Known>();
  return async (run) => {
    const folder = places.outputs(run);
    const before = known.get(run);
    if (before !== undefined && now() - before.readAt < TRUSTED_MS) {
      if (stampOf(folder, before.files)?.text === before.text) return true;
    }
    known.delete(run);
    const readAt = now();
    const files = await manifestOf(readManifest, run);
    if (files === null) return false;
    const started = Date.now();
    const stamp = files.length > FEW ? null : stampOf(folder, files);
    for (let first = 0; first < files.length; first += AT_ONCE) {
      const some = files.slice(first, first + AT_ONCE);
      const right = await Promise.all(some.map((file) => isAsSealed(folder, file)));
      if (right.includes(false)) return false;
    }
    // The system's clock for files has steps: a change right after the reading could bear the time of one before it.
    if (stamp !== null && started - stamp.changedAt > CLOCK_STEP_MS)
      known.set(run, { files, text: stamp.text, readAt });
    for (const oldest of known.keys()) if (known.size > MOST_KNOWN) known.delete(oldest);
    return true;
  };
}

const AT_ONCE = 8;
/** So many are asked for in a row, without a thread for each. */
const FEW = 64;
/** The coarsest that a file system of today has. */
const CLOCK_STEP_MS = 2000;
/** What leaves no trace in a file's times, as a failing disk does, is given out no longer than this. */
const TRUSTED_MS = 600_000;
const MOST_KNOWN = 1024;

async function manifestOf(readManifest: ReadManifest, run: RunId): Promise<readonly OutputFile[] | null> {
  try {
    return await readManifest(run);
  } catch (error) {
    if (error instanceof UnusableFile) return null;
    throw error;
  }
}

/**
 * What changes whenever the manifest or one of the files is written, replaced, moved or touched, and when that was last;
 * `null` when one is not there.
 */
function stampOf(
  folder: string,
  files: readonly OutputFile[],
): { readonly text: string; readonly changedAt: number } | null {
  const hash = createHash("sha256");
  let changedAt = 0;
  for (const path of ["manifest.json", ...files.map((file) => physicalPath(file.path))]) {
    const stats = lookAt(join(folder, path));
    if (stats === null) return null;
    hash.update(`${stats.dev} ${stats.ino} ${stats.mode} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}\n`);
    changedAt = Math.max(changedAt, Number(stats.ctimeMs));
  }
  return { text: hash.digest("hex"), changedAt };
}

/** `null` where there is nothing. */
function lookAt(path: string): BigIntStats | null {
  try {
    return lstatSync(path, { bigint: true });
  } catch (error) {
    if (NOT_THE_FILE.includes(systemCode(error) ?? "")) return null;
    throw error;
  }
}

async function isAsSealed(folder: string, { path, size, sha256 }: OutputFile): Promise<boolean> {
  const handle = await tolerating(NOT_THE_FILE, open(join(folder, physicalPath(path)), READ_SAFELY));
  if (handle === undefined) return false;
  try {
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size !== size) return false;
    return (await digestFile(handle, size)).sha256 === sha256;
  } finally {
    await handle.close();
  }
}

/** The file is gone, or something else is in its place. */
const NOT_THE_FILE = ["ENOENT", "ENOTDIR", "ELOOP", "EMLINK", "ENXIO"];
