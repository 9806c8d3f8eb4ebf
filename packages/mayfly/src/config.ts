// How does the environment become a configuration? The only file that reads it.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { env } from "node:process";
import { DEFAULT_MAYFLY_OPTIONS, type MayflyOptions } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import { SETTINGS, type SettingName, type SettingValues } from "./config/settings.ts";

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly apiKey: string | null;
  readonly allowedHosts: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly logLevel: SettingValues["MAYFLY_LOG_LEVEL"];
  readonly sandbox: SettingValues["MAYFLY_SANDBOX"];
  readonly maxRunning: number;
  readonly sweepIntervalMs: number;
  readonly shutdownGraceMs: number;
  readonly options: MayflyOptions;
  /** Sentences about what is odd and does not stop the start. */
  readonly warnings: readonly string[];
}

/** The configuration of this process, `overrides` before the environment; `undefined` takes a setting away. Each error is one clear sentence. */
export function readConfig(
  overrides: Readonly<Partial<Record<SettingName, string | undefined>>> = {},
): Result<Config, readonly string[]> {
  return configOf({ ...env, ...overrides });
}

/** The configuration that `variables` spell. */
export function configOf(variables: Readonly<Record<string, string | undefined>>): Result<Config, readonly string[]> {
  const problems: string[] = [];
  const values = valuesOf(variables, problems);
  for (const name of ["MAYFLY_API_KEY", "MAYFLY_API_KEY_FILE"] as const) {
    // A variable that was meant to hold a key must not leave the server open.
    if (variables[name]?.trim() === "") problems.push(`${name} is empty; give it a value, or leave it out.`);
  }
  const key = keyOf(values, problems);
  if (!isLoopback(values.MAYFLY_HOST) && key === null) {
    problems.push(
      `MAYFLY_HOST is ${values.MAYFLY_HOST}, beyond loopback: set MAYFLY_API_KEY or MAYFLY_API_KEY_FILE first.`,
    );
  }
  return problems.length > 0 ? err(problems) : ok(toConfig(values, key, unknownNames(variables)));
}

function valuesOf(variables: Readonly<Record<string, string | undefined>>, problems: string[]): SettingValues {
  const entries = Object.entries(SETTINGS).map(([name, { default: fallback, parse }]) => {
    const text = variables[name] ?? fallback;
    if (text === "" && fallback === "") return [name, null];
    const parsed = parse(text);
    if (parsed.isErr()) problems.push(`${name} is ${JSON.stringify(text)}; it must be ${parsed.error}.`);
    return [name, parsed.unwrapOr(null)];
  });
  return Object.fromEntries(entries) as SettingValues;
}

function keyOf({ MAYFLY_API_KEY: given, MAYFLY_API_KEY_FILE: file }: SettingValues, problems: string[]): string | null {
  const key = file === null ? (given?.trim() ?? null) : readKey(file, given, problems);
  // It comes in a header, where else it would match nothing that a client can send.
  if (key !== null && !/^[\x20-\x7e]*$/.test(key)) {
    const name = file === null ? "MAYFLY_API_KEY" : "MAYFLY_API_KEY_FILE";
    problems.push(`${name} gives a key with other characters than those of printable ASCII; choose another key.`);
  }
  return key;
}

function readKey(file: string, key: string | null, problems: string[]): string | null {
  if (key !== null) problems.push("MAYFLY_API_KEY and MAYFLY_API_KEY_FILE are both set; keep one.");
  try {
    const line = readFileSync(file, "utf8").split(/\r?\n/, 1)[0]?.trim() ?? "";
    if (line !== "") return line;
    problems.push(`MAYFLY_API_KEY_FILE names ${file}, whose first line is empty.`);
  } catch (error) {
    problems.push(
      `MAYFLY_API_KEY_FILE names ${file}, which cannot be read (${error instanceof Error ? error.message : "unknown"}).`,
    );
  }
  return null;
}

/** Whether only this machine can reach `host`. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** A misspelled name would else be a limit that silently does not hold. */
function unknownNames(variables: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(variables)
    .filter((name) => name.startsWith("MAYFLY_") && !(name in SETTINGS))
    .map((name) => `There is no setting ${name}; it is ignored.`);
}

function toConfig(values: SettingValues, apiKey: string | null, warnings: readonly string[]): Config {
  return {
    host: values.MAYFLY_HOST,
    port: values.MAYFLY_PORT,
    dataDir: resolve(values.MAYFLY_DATA_DIR),
    apiKey,
    allowedHosts: values.MAYFLY_ALLOWED_HOSTS ?? [],
    corsOrigins: values.MAYFLY_CORS_ORIGINS ?? [],
    logLevel: values.MAYFLY_LOG_LEVEL,
    sandbox: values.MAYFLY_SANDBOX,
    maxRunning: values.MAYFLY_MAX_RUNNING,
    sweepIntervalMs: values.MAYFLY_SWEEP_INTERVAL,
    shutdownGraceMs: values.MAYFLY_SHUTDOWN_GRACE,
    options: toOptions(values),
    warnings,
  };
}

function toOptions(values: SettingValues): MayflyOptions {
  const paths = { maxPathBytes: values.MAYFLY_MAX_PATH_BYTES, maxDepth: values.MAYFLY_MAX_DEPTH };
  return {
    profile: values.MAYFLY_PROFILE,
    packageLimits: {
      ...paths,
      maxBytes: values.MAYFLY_MAX_PACKAGE_BYTES,
      maxTotalBytes: values.MAYFLY_MAX_EXTRACTED_BYTES,
      maxEntryBytes: values.MAYFLY_MAX_ENTRY_BYTES,
      maxEntries: values.MAYFLY_MAX_ENTRIES,
    },
    inputLimits: {
      ...paths,
      maxBytes: values.MAYFLY_MAX_INPUT_BYTES,
      maxTotalBytes: values.MAYFLY_MAX_INPUT_EXTRACTED_BYTES,
      maxEntryBytes: values.MAYFLY_MAX_INPUT_ENTRY_BYTES,
      maxEntries: values.MAYFLY_MAX_INPUT_ENTRIES,
    },
    collectLimits: {
      ...paths,
      maxOutputBytes: values.MAYFLY_MAX_OUTPUT_BYTES,
      maxArtifactBytes: values.MAYFLY_MAX_ARTIFACT_BYTES,
      maxArtifacts: values.MAYFLY_MAX_ARTIFACTS,
    },
    engineLimits: {
      ...DEFAULT_MAYFLY_OPTIONS.engineLimits,
      maxWrittenBytes: values.MAYFLY_MAX_WRITTEN_BYTES,
      maxWrittenFiles: values.MAYFLY_MAX_WRITTEN_FILES,
    },
    maxLogBytes: values.MAYFLY_MAX_LOG_BYTES,
    maxAwaiting: values.MAYFLY_MAX_AWAITING,
    maxQueued: values.MAYFLY_MAX_QUEUED,
    minFreeBytes: values.MAYFLY_MIN_FREE_BYTES,
    maxValidating: values.MAYFLY_MAX_VALIDATING,
    maxFollowing: values.MAYFLY_MAX_FOLLOWING,
    runTimeoutMs: values.MAYFLY_RUN_TIMEOUT,
    requestKeyTtlMs: values.MAYFLY_IDEMPOTENCY_TTL,
    uploadTtlMs: values.MAYFLY_UPLOAD_TTL,
    debugTtlMs: values.MAYFLY_DEBUG_TTL,
    maxRetainedBytes: values.MAYFLY_MAX_RETAINED_BYTES,
    outputTtlMs: values.MAYFLY_OUTPUT_TTL,
    cacheTtlMs: values.MAYFLY_CACHE_TTL,
  };
}
