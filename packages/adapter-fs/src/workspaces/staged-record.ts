// How is it remembered what was staged?
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Staged } from "@mayfly/core";
import { tolerating } from "../system/attempt-system.ts";
import { UnusableFile } from "../system/unusable-file.ts";
import { workspacePaths } from "./workspace-paths.ts";

/** What lies in a workspace beside its folders; out of the program's reach behind any wall. */
export interface StagedRecord {
  /** Paths below the inputs folder, by key. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly extractedFiles: number;
}

export async function writeStagedRecord(root: string, record: StagedRecord): Promise<void> {
  await writeFile(join(root, NAME), JSON.stringify(record), { flag: "wx", mode: 0o600 });
}

/** What was staged at `root`, `null` when there is no whole workspace. */
export async function readStaged(root: string): Promise<Staged | null> {
  const text = await tolerating(["ENOENT"], readFile(join(root, NAME), "utf8"));
  return text === undefined ? null : stagedAt(root, parse(text));
}

/** The answer of staging, with absolute paths. */
export function stagedAt(root: string, { inputs, extractedFiles }: StagedRecord): Staged {
  const paths = workspacePaths(root);
  const absolute = Object.entries(inputs).map(([key, path]) => [key, join(paths.inputsDir, path)] as const);
  return { paths, inputs: Object.fromEntries(absolute), extractedFiles };
}

function parse(text: string): StagedRecord {
  try {
    return JSON.parse(text) as StagedRecord;
  } catch {
    throw new UnusableFile("The record of what was staged is damaged.");
  }
}

const NAME = "staged.json";
