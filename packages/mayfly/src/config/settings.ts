// Which settings are there, what do they mean, and what are they by default? (the reference page is made of this table)
import { availableParallelism } from "node:os";
import {
  parseBytes,
  parseCount,
  parseDuration,
  parseHosts,
  parseOneOf,
  parseOrigins,
  parseText,
  type Parsed,
} from "./units.ts";

export interface Setting<T> {
  /** As it is written in the environment, and in the reference page. */
  readonly default: string;
  readonly meaning: string;
  readonly parse: (text: string) => Parsed<T>;
}

function setting<T>(parse: (text: string) => Parsed<T>, fallback: string, meaning: string): Setting<T> {
  return { default: fallback, meaning, parse };
}

/** A setting without a default: `null` when it is not set. */
function optional<T>(parse: (text: string) => Parsed<T>, meaning: string): Setting<T | null> {
  return { default: "", meaning, parse };
}

const MOST_RUNNING = 16;
const anyCount = parseCount(1, 1_000_000);

export const SETTINGS = {
  MAYFLY_HOST: setting(parseText, "127.0.0.1", "Address to listen on. Beyond loopback a key is needed."),
  MAYFLY_PORT: setting(parseCount(0, 65_535), "8460", "Port to listen on; 0 takes a free one."),
  MAYFLY_DATA_DIR: setting(parseText, "./data", "The data folder; one server at a time owns it."),
  MAYFLY_API_KEY: optional(parseText, "The key that every route but `/healthz` then needs as `Authorization: Bearer`."),
  MAYFLY_API_KEY_FILE: optional(parseText, "A file with the key in its first line, instead of `MAYFLY_API_KEY`."),
  MAYFLY_ALLOWED_HOSTS: optional(parseHosts, "Host names besides loopback that the server answers for."),
  MAYFLY_CORS_ORIGINS: optional(parseOrigins, "Origins whose pages may call the server."),
  MAYFLY_LOG_LEVEL: setting(
    parseOneOf(["debug", "info", "warn", "error", "silent"]),
    "info",
    "The least level of log lines.",
  ),
  MAYFLY_PROFILE: setting(
    parseOneOf(["autoskill", "autoskill-compatible"]),
    "autoskill",
    "The rules that packages are judged by.",
  ),
  MAYFLY_SANDBOX: setting(
    parseOneOf(["auto", "bubblewrap", "namespaces", "permissions", "none"]),
    "auto",
    "The wall around scripts: the strongest that works here, one by name, or none.",
  ),
  MAYFLY_MAX_RUNNING: setting(
    anyCount,
    String(Math.min(availableParallelism(), MOST_RUNNING)),
    "Runs at once. The default is the number of cores, at most 16.",
  ),
  MAYFLY_MAX_QUEUED: setting(anyCount, "128", "Runs that are receiving, staging or queued."),
  MAYFLY_MAX_FOLLOWING: setting(anyCount, "1000", "Jobs that wait for an equal one, outside the queue."),
  MAYFLY_MAX_AWAITING: setting(anyCount, "1000", "Runs that wait for their upload."),
  MAYFLY_MAX_VALIDATING: setting(anyCount, "8", "Packages that are validated over HTTP at once."),
  MAYFLY_MIN_FREE_BYTES: setting(
    parseBytes,
    "256MiB",
    "Free space on the disk of the data folder below which no upload is taken; what runs goes on.",
  ),
  MAYFLY_RUN_TIMEOUT: setting(parseDuration, "20m", "How long a program may run."),
  MAYFLY_IDEMPOTENCY_TTL: setting(
    parseDuration,
    "24h",
    "How long a create that is sent again with the same `Idempotency-Key` finds its run.",
  ),
  MAYFLY_UPLOAD_TTL: setting(parseDuration, "1h", "How long a run waits for its upload."),
  MAYFLY_DEBUG_TTL: setting(parseDuration, "24h", "How long `debug_keep_temp` keeps temporary files."),
  MAYFLY_MAX_RETAINED_BYTES: setting(parseBytes, "5GiB", "What `debug_keep_temp` may keep, of all runs together."),
  MAYFLY_OUTPUT_TTL: setting(
    parseDuration,
    "7d",
    "How long outputs and the record of a run stay, and at least the record of an install.",
  ),
  MAYFLY_CACHE_TTL: setting(
    parseDuration,
    "7d",
    "How long the cache keeps what a job left, from its end or from the last time that it answered an equal one.",
  ),
  MAYFLY_SWEEP_INTERVAL: setting(parseDuration, "15m", "How often the sweep runs."),
  MAYFLY_SHUTDOWN_GRACE: setting(parseDuration, "30s", "How long running jobs may go on after a stop was asked for."),
  MAYFLY_MAX_PACKAGE_BYTES: setting(parseBytes, "20MiB", "A package, compressed."),
  MAYFLY_MAX_EXTRACTED_BYTES: setting(parseBytes, "200MiB", "A package, extracted."),
  MAYFLY_MAX_ENTRY_BYTES: setting(parseBytes, "100MiB", "One file of a package, extracted."),
  MAYFLY_MAX_ENTRIES: setting(anyCount, "10000", "Entries of a package."),
  MAYFLY_MAX_PATH_BYTES: setting(
    parseCount(16, 1024),
    "512",
    "One path of a package or an input zip, in bytes of UTF-8.",
  ),
  MAYFLY_MAX_DEPTH: setting(parseCount(2, 255), "32", "Folders within folders in a package or an input zip."),
  MAYFLY_MAX_INPUT_BYTES: setting(parseBytes, "100MiB", "The input zip, compressed."),
  MAYFLY_MAX_INPUT_EXTRACTED_BYTES: setting(parseBytes, "1GiB", "The input zip, extracted."),
  MAYFLY_MAX_INPUT_ENTRY_BYTES: setting(parseBytes, "1GiB", "One input, extracted."),
  MAYFLY_MAX_INPUT_ENTRIES: setting(anyCount, "1000", "Entries of the input zip."),
  MAYFLY_MAX_LOG_BYTES: setting(parseBytes, "64MiB", "One log stream; the rest is dropped with a mark."),
  MAYFLY_MAX_OUTPUT_BYTES: setting(parseBytes, "8MiB", "The output document of a run."),
  MAYFLY_MAX_ARTIFACT_BYTES: setting(parseBytes, "1GiB", "All artifacts of a run."),
  MAYFLY_MAX_ARTIFACTS: setting(anyCount, "10000", "Artifacts of a run."),
  MAYFLY_MAX_WRITTEN_BYTES: setting(parseBytes, "2GiB", "What a program may write before it is ended."),
  MAYFLY_MAX_WRITTEN_FILES: setting(anyCount, "20000", "Files that a program may write before it is ended."),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;
export type SettingValues = { readonly [N in SettingName]: (typeof SETTINGS)[N] extends Setting<infer T> ? T : never };
