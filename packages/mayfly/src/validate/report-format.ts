// What does a form do in which reports are written?
import type { JudgedPackage } from "./judged-package.ts";

export interface Counts {
  readonly valid: number;
  readonly refused: number;
  readonly unreadable: number;
}

/** Gives lines for each package as soon as it is judged, and for the end. */
export interface ReportFormat {
  judged(judged: JudgedPackage): readonly string[];
  end(counts: Counts): readonly string[];
}
