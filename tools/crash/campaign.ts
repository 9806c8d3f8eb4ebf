// How do many rounds go, some at once, and what came of each kind?
import { finding, type Finding } from "./audit/finding.ts";

/** One thing to try, and what it counts for. */
export interface Trial {
  /** The row of the table. */
  readonly row: string;
  try(): Promise<Tried>;
}

/** What a server endured, and how. */
export interface Endured {
  /** Whether what was to happen did. */
  readonly reached: boolean;
  /** Runs that clients were told of. */
  readonly runs: number;
  readonly findings: readonly Finding[];
  /** Where everything lies, for a look. */
  readonly kept: string | null;
}

export interface Tried extends Endured {
  /** What to ask of the command for the same alone; `null` where nothing was tried. */
  readonly again: string | null;
}

export interface Row {
  readonly name: string;
  tried: number;
  reached: number;
  runs: number;
  findings: number;
}

export interface Campaign {
  readonly rows: readonly Row[];
  readonly findings: number;
}

/** Tries all, `workers` at once, and tells `onTried` of each. */
export async function campaign(
  trials: readonly Trial[],
  workers: number,
  onTried: (trial: Trial, tried: Tried, done: number) => void,
): Promise<Campaign> {
  const rows = new Map<string, Row>();
  const waiting = trials.values();
  let done = 0;
  let findings = 0;
  const work = async (): Promise<void> => {
    for (const trial of waiting) {
      const tried = await trial.try().catch(brokenOff);
      const row = rows.get(trial.row) ?? { name: trial.row, tried: 0, reached: 0, runs: 0, findings: 0 };
      rows.set(trial.row, row);
      row.tried += 1;
      row.reached += Number(tried.reached);
      row.runs += tried.runs;
      row.findings += tried.findings.length;
      findings += tried.findings.length;
      done += 1;
      onTried(trial, tried, done);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return { rows: [...rows.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)), findings };
}

/** A trial that cannot go on tells something too, and must not keep the others from being tried. */
function brokenOff(error: unknown): Tried {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const why = cause instanceof Error ? `${message} ${cause.message}` : message;
  return {
    reached: false,
    runs: 0,
    findings: [finding("usable", `the trial broke off: ${why}`)],
    kept: null,
    again: null,
  };
}

/** The rows as text, the widest name first measured. */
export function tableOf(rows: readonly Row[], head: string): readonly string[] {
  const width = Math.max(head.length, ...rows.map(({ name }) => name.length));
  const line = (name: string, ...cells: readonly (string | number)[]): string =>
    `${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(10)).join("")}`;
  return [
    line(head, "tried", "reached", "runs", "findings"),
    ...rows.map(({ name, tried, reached, runs, findings }) => line(name, tried, reached, runs, findings)),
    line(
      "all",
      ...(["tried", "reached", "runs", "findings"] as const).map((key) => rows.reduce((sum, row) => sum + row[key], 0)),
    ),
  ];
}
