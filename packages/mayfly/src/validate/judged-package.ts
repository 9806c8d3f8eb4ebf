// What does the command know about a package that it has judged?
import type { Problem, ValidationReport } from "@mayfly/core";
import type { Excerpt } from "./excerpt.ts";

export interface JudgedPackage {
  /** As it was named, `-` for standard input. */
  readonly target: string;
  readonly report: ValidationReport;
  /** Whether its files lie in a folder, each with a path of its own, or in one archive. */
  readonly isFolder: boolean;
  /** The lines that `problems` are about, where they have one. */
  excerpts(problems: readonly Problem[]): ReadonlyMap<Problem, Excerpt>;
}
