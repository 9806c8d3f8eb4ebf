// What is a bench?

export type Work = () => unknown;

/** One thing measured: `subject` alone, or against peers that do the same. Each work may return a promise. */
export interface Contest {
  /** What is done, and to what. */
  readonly case: string;
  /** Who does it. */
  readonly subject: string;
  readonly work: Work;
  readonly peers?: Readonly<Record<string, Work>>;
  /** Clears up after each call of anyone's work; its time does not count. */
  readonly after?: Work;
}

/** What a file `tools/bench/<name>.bench.ts` exports by default. */
export interface Bench {
  readonly contests?: readonly Contest[];
  /** What is not a contest: sizes and times that have a bound of their own. */
  readonly figures?: () => Promise<readonly Figure[]>;
  /** Removes what the contests needed. */
  readonly end?: () => Promise<void>;
}

/** One measurement, as `--json` writes it. */
export interface Row {
  readonly bench: string;
  readonly case: string;
  readonly subject: string;
  /** Median time of one call of the subject, in milliseconds. */
  readonly median_ms: number;
  readonly peer: string | null;
  /** Median of the subject's time over the peer's, pair by pair in the same run: below 1 is faster. */
  readonly ratio: number | null;
}

/** A measured number, and what it should stay below. */
export interface Figure {
  readonly case: string;
  readonly what: string;
  readonly value: number;
  readonly unit: "ms" | "MiB" | "µs" | "x";
  readonly bound: number | null;
}
