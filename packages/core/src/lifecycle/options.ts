// Which limits and times does the lifecycle keep, and what are they without a word from the operator? (design §9)
import { DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS, type ArchiveLimits } from "../archive/limits.ts";
import type { RunnableProfile } from "../package/report.ts";
import type { EngineLimits } from "../ports/engine.ts";
import type { CollectLimits } from "../ports/run-outputs.ts";

export interface MayflyOptions {
  readonly profile: RunnableProfile;
  readonly packageLimits: ArchiveLimits;
  readonly inputLimits: ArchiveLimits;
  readonly collectLimits: Omit<CollectLimits, "keepInputs">;
  readonly engineLimits: EngineLimits;
  /** Bytes of one log stream. */
  readonly maxLogBytes: number;
  /** Runs that wait for their upload. */
  readonly maxAwaiting: number;
  /** Runs that are receiving, staging or queued. */
  readonly maxQueued: number;
  /** Bytes that have to be free on the disk for an upload to be taken. */
  readonly minFreeBytes: number;
  /** Packages that are validated for whoever asks, at once. */
  readonly maxValidating: number;
  /** Runs that wait for an equal one. */
  readonly maxFollowing: number;
  /** Milliseconds from the start of the process. */
  readonly runTimeoutMs: number;
  /** Milliseconds from a create in which the same request finds its run again, by the key that came with both. */
  readonly requestKeyTtlMs: number;
  /** Milliseconds from create to the claim of an upload. */
  readonly uploadTtlMs: number;
  /** Milliseconds that `debug_keep_temp` keeps temporary files after the end. */
  readonly debugTtlMs: number;
  /** Bytes of all temporary files that `debug_keep_temp` keeps. */
  readonly maxRetainedBytes: number;
  /** Milliseconds that outputs and record stay after the end. */
  readonly outputTtlMs: number;
  /** Milliseconds that the cache keeps what a run left, from its end or the last hit. */
  readonly cacheTtlMs: number;
}

const MiB = 1024 * 1024;
const GiB = 1024 * MiB;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const DEFAULT_MAYFLY_OPTIONS: MayflyOptions = {
  profile: "autoskill",
  packageLimits: DEFAULT_PACKAGE_LIMITS,
  inputLimits: DEFAULT_INPUT_LIMITS,
  collectLimits: {
    maxOutputBytes: 8 * MiB,
    maxArtifactBytes: GiB,
    maxArtifacts: 10_000,
    maxPathBytes: 512,
    maxDepth: 32,
  },
  engineLimits: { maxWrittenBytes: 2 * GiB, maxWrittenFiles: 20_000, graceMs: 5000 },
  maxLogBytes: 64 * MiB,
  maxAwaiting: 1000,
  maxQueued: 128,
  minFreeBytes: 256 * MiB,
  maxValidating: 8,
  maxFollowing: 1000,
  runTimeoutMs: 20 * MINUTE,
  requestKeyTtlMs: 24 * HOUR,
  uploadTtlMs: HOUR,
  debugTtlMs: 24 * HOUR,
  maxRetainedBytes: 5 * GiB,
  outputTtlMs: 7 * 24 * HOUR,
  cacheTtlMs: 7 * 24 * HOUR,
};
