// What must a place for what a run leaves promise?
import type { Result } from "neverthrow";
import type { Problem } from "../problem/problem.ts";
import type { JsonValue } from "../run/json.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import type { Fault } from "./fault.ts";
import type { Removal } from "./removal.ts";
import type { Aborted } from "./workspaces.ts";

export type LogStream = "stdout" | "stderr";

/** One kept file of a run, as recorded when it was collected. */
export interface OutputFile {
  /** Relative, with `/`: `result/result.json`, `artifacts/…`, `logs/stdout.txt`. */
  readonly path: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** For the bundle, which is a zip. */
  readonly crc32: number;
}

export interface CollectLimits {
  /** Bytes of the output JSON. */
  readonly maxOutputBytes: number;
  /** Bytes and count of all artifacts. */
  readonly maxArtifactBytes: number;
  readonly maxArtifacts: number;
  readonly maxPathBytes: number;
  readonly maxDepth: number;
  /** Whether the staged inputs are kept too, as `inputs/<key>` or `inputs/<key>/<name>` (option `debug`). */
  readonly keepInputs: boolean;
}

/** What a run wrote, as it stands in `runs/` now. */
export interface Collected {
  /** The raw output document, `null` when the program wrote none (or no regular file, told in `problems`). */
  readonly output: Uint8Array | null;
  /** Paths `artifacts/…`, sorted. */
  readonly artifacts: readonly OutputFile[];
  /** Paths `inputs/…`, sorted; empty unless `keepInputs`. */
  readonly inputs: readonly OutputFile[];
  /** `RESULT_*` problems: what was left out and why. */
  readonly problems: readonly Problem[];
}

export interface LogWriter {
  /** Appends; resolves when the system has the bytes. Past the cap bytes are dropped, once with a mark. Never rejects. */
  write(stream: LogStream, chunk: Uint8Array): Promise<void>;
  /** Flushes and closes; the fault is the first that any write met. Closing twice is ok. */
  close(): Promise<Result<void, Fault>>;
}

export interface LogSlice {
  readonly bytes: Uint8Array;
  /** Offset of the first byte of `bytes`. */
  readonly offset: number;
  /** Size of the whole stream now. */
  readonly size: number;
}

export interface OpenedFile {
  readonly file: OutputFile;
  /** The bytes from `start` (inclusive) to `end` (exclusive). A rejection means that the file is gone or changed in size. */
  stream(start: number, end: number): AsyncIterable<Uint8Array>;
}

export interface RunOutputs {
  /** Opens both log streams of a run for appending. `maxBytes` caps each stream. */
  openLogs(run: RunId, maxBytes: number): Promise<Result<LogWriter, Fault>>;

  /** Part of a log: from `offset`, or the last bytes when `offset` is null; at most `length` bytes. A missing log is empty. */
  readLog(run: RunId, stream: LogStream, offset: number | null, length: number): Promise<Result<LogSlice, Fault>>;

  /**
   * Takes what the run's program left in its workspace into `runs/`, once, after all its processes are gone.
   * Follows no link, blocks on no pipe, takes only regular files with one link, under the path rules and the caps.
   * What it took is flushed to disk. Once `signal` is aborted it stops soon, and then has taken nothing.
   */
  collect(
    run: RunId,
    attempt: AttemptId,
    limits: CollectLimits,
    signal: AbortSignal,
  ): Promise<Result<Collected, Aborted | Fault>>;

  /**
   * Writes `result.json` and the manifest over what is there, drops collected files that `files` does not name,
   * adds the logs to the manifest, and flushes all. Repeating it is ok.
   */
  seal(run: RunId, result: JsonValue, files: readonly OutputFile[]): Promise<Result<void, Fault>>;

  /** The manifest of a sealed run, `null` when it has none. Sorted by path. */
  manifest(run: RunId): Promise<Result<readonly OutputFile[] | null, Fault>>;

  /** Opens one file that the manifest names, `null` when it does not. */
  open(run: RunId, path: string): Promise<Result<OpenedFile | null, Fault>>;

  /** Whether every file that the manifest names is there with the bytes that it tells; not so without a manifest. */
  verify(run: RunId): Promise<Result<boolean, Fault>>;

  /** Counts what `remove` would remove. */
  measure(run: RunId): Promise<Result<Removal, Fault>>;

  /** Removes everything of `run`. Removing nothing is ok. */
  remove(run: RunId): Promise<Result<Removal, Fault>>;

  /** The runs that have any outputs in one of 256 shards (0–255), in no order. */
  list(shard: number): Promise<Result<readonly RunId[], Fault>>;
}
