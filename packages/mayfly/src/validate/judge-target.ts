// Is what was named on the command line a good package?
import { fstatSync, statSync } from "node:fs";
import { bufferSource, problem, validateArchive, type Problem } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import { nodeSha256, validateSkillPackageAt, withPackageAt } from "../archive-tools.ts";
import { CODECS } from "../archives/codecs.ts";
import { isUnreadable } from "../archives/system-errors.ts";
import type { Excerpt } from "./excerpt.ts";
import type { JudgedPackage } from "./judged-package.ts";
import type { JudgingOptions } from "./judging-options.ts";
import { readExcerpts } from "./read-excerpts.ts";
import { readStandardInput } from "./read-standard-input.ts";

/** Judges the zip or folder at `target`, or the zip that standard input gives for `-`. Fails when it cannot be read. */
export async function judgeTarget(target: string, options: JudgingOptions): Promise<Result<JudgedPackage, Error>> {
  if (target === "-") return judgeStandardInput(options);
  const judged = validateSkillPackageAt(target, options);
  if (judged.isErr()) {
    const { cause, message } = judged.error;
    return err(isUnreadable(cause) ? cause : new Error(message));
  }
  return ok({
    target,
    report: judged.value,
    isFolder: statSync(target, { throwIfNoEntry: false })?.isDirectory() === true,
    excerpts: (problems) => excerptsAt(target, options, problems),
  });
}

/** What changed since it was judged has no lines to show. */
function excerptsAt(
  target: string,
  { limits }: JudgingOptions,
  problems: readonly Problem[],
): ReadonlyMap<Problem, Excerpt> {
  try {
    return withPackageAt(target, limits, (opened) => readExcerpts(opened, limits, problems));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return new Map();
  }
}

async function judgeStandardInput(options: JudgingOptions): Promise<Result<JudgedPackage, Error>> {
  const { limits, profile = "autoskill" } = options;
  // Node reads a folder as an empty input.
  if (fstatSync(0).isDirectory()) return err(new Error("it is a folder; name the folder itself in place of -"));
  if (process.stdin.isTTY) return err(new Error("it is a terminal; pipe a zip into it"));
  let bytes: Uint8Array | null;
  try {
    bytes = await readStandardInput(process.stdin, limits.maxBytes);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return err(error);
  }
  const given = { target: "-", isFolder: false } as const;
  if (bytes === null) {
    const message = `Cannot read the archive: it has more than ${limits.maxBytes} bytes.`;
    const problems = [problem("ARCHIVE_TOO_LARGE", message, { hint: "Pack less, or allow more with --max-bytes." })];
    const report = { schema_version: 1, file: "-", valid: false, profile, problems, package: null } as const;
    return ok({ ...given, report, excerpts: () => new Map() });
  }
  const source = bufferSource(bytes);
  const report = validateArchive(source, { ...options, file: "-", codecs: { ...CODECS, sha256: nodeSha256 } });
  const excerpts = (problems: readonly Problem[]) => readExcerpts({ kind: "archive", source }, limits, problems);
  return ok({ ...given, report, excerpts });
}
