// How is it remembered what was staged?
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Staged } from "@mayfly/core";
import { systemCode } from "../system/attempt-system.ts";
import { workspacePaths } from "./workspace-paths.ts";

/** What lies in a workspace beside its folders; out of the program's reach behind any wall. */
export interface StagedRecord {
  /** Paths below the inputs folder, by key. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly extractedFiles: number;
  /** The boot of the machine that it was staged in; nothing of a workspace is flushed, so no other boot can trust it. */
  readonly bootId: string;
}

export function writeStagedRecord(root: string, record: StagedRecord): void {
  writeFileSync(join(root, NAME), JSON.stringify(record), { flag: "wx", mode: 0o600 });
}

/** What was staged at `root` in this boot, `null` when there is no workspace that is known to be whole. */
export function readStaged(root: string, bootId: string): Staged | null {
  const record = parse(readText(join(root, NAME)));
  return record?.bootId === bootId ? stagedAt(root, record) : null;
}

/** At once: a small file that was written a moment ago, and each turn of a busy loop takes longer than to read it. */
function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return "";
    throw error;
  }
}

/** The answer of staging, with absolute paths. */
export function stagedAt(root: string, { inputs, extractedFiles }: Omit<StagedRecord, "bootId">): Staged {
  const paths = workspacePaths(root);
  const absolute = Object.entries(inputs).map(([key, path]) => [key, join(paths.inputsDir, path)] as const);
  return { paths, inputs: Object.fromEntries(absolute), extractedFiles };
}

/** No text is no record, nor is one that the power cut left half written. */
function parse(text: string): StagedRecord | null {
  try {
    return JSON.parse(text) as StagedRecord;
  } catch {
    return null;
  }
}

const NAME = "staged.json";
