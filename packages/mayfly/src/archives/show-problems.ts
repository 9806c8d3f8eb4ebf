// How are the problems told that keep a command from its output?
import type { Problem } from "@mayfly/core";
import { findingsOf } from "./inspection.ts";
import { paintFor, showInspection } from "./show-inspection.ts";

/** Tells them on standard error, as an inspection would. */
export function showProblems(file: string, problems: readonly Problem[]): void {
  const refused = {
    file,
    verdict: "refused",
    problems: findingsOf(problems),
    normalisations: [],
    entries: [],
  } as const;
  process.stderr.write(`${showInspection(refused, paintFor(process.stderr))}\n`);
}
