// Is the skill in this folder good, as it is at one moment? In the worker.
import { lstatSync } from "node:fs";
import {
  contentFiles,
  examinePackage,
  problem,
  writeArchive,
  type ArchiveLimits,
  type ContentFile,
  type JsonValue,
  type PackageReport,
  type Problem,
  type Profile,
} from "@mayfly/core";
import { readFolder } from "../folder/read-folder.ts";
import { nodeSha256 } from "../digest/node-sha256.ts";
import { isSystemError } from "../system/attempt-system.ts";
import { UnusableFile } from "../system/unusable-file.ts";
import { fingerprintOf, type Fingerprint } from "./fingerprint.ts";

export interface SkillToExamine {
  /** Absolute. */
  readonly folder: string;
  /** The name of the folder, under which its files are judged as if packed. */
  readonly id: string;
  readonly limits: ArchiveLimits;
  readonly profile: Profile;
  /** Whether its archive is wanted. */
  readonly pack: boolean;
}

export interface ExaminedSkill {
  readonly fingerprint: Fingerprint;
  readonly report: PackageReport;
  /** Each `null` where it cannot be read. */
  readonly schemas: { readonly input: JsonValue; readonly parameter: JsonValue; readonly output: JsonValue };
  /** The canonical archive, `null` when it was not wanted or the report is not valid. */
  readonly archive: Uint8Array | null;
}

/** So often a folder is read that changes meanwhile. */
const TRIES = 4;
/** Two changes in so many milliseconds may leave the same time on a file. */
const CLOCK_TICK_MS = 20;

/** Reads the whole folder between two looks that find the same; `null` when there is none. */
export function examineSkill(task: SkillToExamine): ExaminedSkill | null {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = fingerprintOf(task.folder);
    if (before === null) return null;
    if (Math.abs(Date.now() - before.changedAt) < CLOCK_TICK_MS) {
      pause(CLOCK_TICK_MS);
      continue;
    }
    const found = examineNow(task);
    if (fingerprintOf(task.folder)?.digest !== before.digest) continue;
    // What the system refused once it may give the next time, and the folder looks as before.
    const readable = !found.report.problems.some(({ code }) => code === "SKILL_UNREADABLE");
    return { ...found, fingerprint: readable ? before : { ...before, digest: "" } };
  }
  // Of no fingerprint that a folder can have: it is looked at anew.
  const changing = problem("SKILL_UNREADABLE", "The skill cannot be read: its folder changes all the time.");
  return { ...refused(task, [changing]), fingerprint: { digest: "", changedAt: Date.now() } };
}

/** No file can be opened now, or nothing can be kept in memory. */
const OUT_OF_MEANS = new Set(["EMFILE", "ENFILE", "ENOMEM", "EAGAIN"]);

type Found = Omit<ExaminedSkill, "fingerprint">;

function examineNow(task: SkillToExamine): Found {
  const { folder, id, limits } = task;
  try {
    if (lstatSync(folder).isSymbolicLink()) {
      const hint = "Copy the folder there instead.";
      return refused(task, [problem("ARCHIVE_SYMLINK", "The skill's folder is a symbolic link.", { entry: id, hint })]);
    }
    const content = readFolder(folder, id, limits);
    return content.isErr() ? refused(task, content.error) : examineFiles(task, content.value.files);
  } catch (error) {
    if (!isSystemError(error) && !(error instanceof UnusableFile)) throw error;
    // It says something of this machine at this moment, and nothing of the skill.
    if (isSystemError(error) && OUT_OF_MEANS.has(error.code)) throw error;
    // The system's words name paths of this machine.
    const why = isSystemError(error) ? ` (${error.code})` : "";
    return refused(task, [problem("SKILL_UNREADABLE", `The skill cannot be read by this user or program${why}.`)]);
  }
}

function examineFiles(task: SkillToExamine, files: readonly ContentFile[]): Found {
  const content = contentFiles(files, nodeSha256);
  const { problems: found, digest } = content.verify();
  const { report } = examinePackage(content, { profile: task.profile }, { found, digest });
  const paths: Readonly<Record<string, string>> = report.package?.schemas ?? {};
  const read = (path: string | undefined): JsonValue => documentAt(files, `${task.id}/${path}`);
  const schemas = { input: read(paths["input"]), parameter: read(paths["parameter"]), output: read(paths["output"]) };
  if (!task.pack || !report.valid) return { report, schemas, archive: null };
  const archive = writeArchive(files);
  if (archive.isErr()) return refused(task, archive.error);
  const { maxBytes } = task.limits;
  if (archive.value.length <= maxBytes) return { report, schemas, archive: archive.value };
  const message = `The skill has ${archive.value.length} bytes packed, and at most ${maxBytes} are allowed.`;
  return refused(task, [problem("ARCHIVE_TOO_LARGE", message)]);
}

function refused({ profile }: SkillToExamine, problems: readonly Problem[]): Found {
  const report = { valid: false, profile, problems, package: null };
  return { report, schemas: { input: null, parameter: null, output: null }, archive: null };
}

function documentAt(files: readonly ContentFile[], path: string): JsonValue {
  const file = files.find((each) => each.path === path);
  if (file === undefined) return null;
  try {
    return JSON.parse(new TextDecoder().decode(file.bytes)) as JsonValue;
  } catch {
    // The report says what is wrong with it.
    return null;
  }
}

/** A worker has nothing else to do meanwhile. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
