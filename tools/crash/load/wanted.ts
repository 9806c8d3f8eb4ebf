// What does a client of the laboratory ask for, and how does it know what must come of it?

/** What a succeeded run left, as an auditor found it. */
export interface Left {
  /** The `data` of the result. */
  readonly data: unknown;
  /** SHA-256 by path below `artifacts/`. */
  readonly artifacts: ReadonlyMap<string, string>;
}

export interface Wanted {
  /** For people. */
  readonly name: string;
  /** The installed skill, `null` for a temporary run. */
  readonly skill: string | null;
  readonly parameter: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly package: Uint8Array<ArrayBuffer> | null;
  readonly inputs: Uint8Array<ArrayBuffer> | null;
  /** Whether it waits for an upload. */
  readonly uploads: boolean;
  /** The codes by which it may fail; empty where it has to succeed. */
  readonly fails: readonly string[];
  /** What is wrong with what it left, `null` when nothing is. */
  readonly check: (left: Left) => string | null;
}

/** A version of the skill that is installed and upgraded, by the path of each file. */
export interface SkillVersion {
  readonly id: string;
  readonly version: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly zip: Uint8Array<ArrayBuffer>;
}
