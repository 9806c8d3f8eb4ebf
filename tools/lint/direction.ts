// What may import what? (design §1; the one place where it is written down)

/** A room of `core`: the rooms it may import, and the libraries. `problem` and `neverthrow` are open to all. */
interface Room {
  readonly rooms: readonly string[];
  readonly libraries?: readonly string[];
  /** Rooms of which only the types may be imported. */
  readonly types?: readonly string[];
  /** May it touch clocks, chance and timers? */
  readonly impure?: true;
}

const SCHEMA_LIBRARIES = ["ajv", "ajv/**", "re2js", "yaml", "@huggingface/jinja"];

const RULES: Readonly<Record<string, Room>> = {
  problem: { rooms: [] },
  bytes: { rooms: [], libraries: ["fflate", "@noble/hashes", "@noble/hashes/**"] },
  path: { rooms: [] },
  archive: { rooms: ["bytes", "path"] },
  schema: { rooms: ["path"], libraries: SCHEMA_LIBRARIES },
  package: { rooms: ["bytes", "path", "archive", "schema"] },
  skill: { rooms: ["package", "path"], types: ["run"] },
  run: { rooms: ["package", "schema"], types: ["bytes"] },
  result: { rooms: ["package", "run", "schema", "path"] },
  cache: { rooms: ["package", "run"], types: ["bytes"] },
  cleanup: { rooms: ["run", "result"] },
};

const ALL_RULES = Object.keys(RULES);

export const ROOMS: Readonly<Record<string, Room>> = {
  ...RULES,
  contract: { rooms: ALL_RULES, libraries: ["zod"] },
  ports: { rooms: [], types: ALL_RULES },
  lifecycle: { rooms: [...ALL_RULES, "ports"] },
  memory: { rooms: [...ALL_RULES, "ports"], impure: true },
};

const NODE = ["node:*", "node:*/**"];
const CORE = ["@mayfly/core", "@mayfly/core/contract", "neverthrow"];

/** The packages around `core` and all that their sources may import besides their own files. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  conformance: ["@mayfly/core", "@mayfly/core/memory", "neverthrow", ...NODE, "vitest", "fast-check"],
  "adapter-fs": [...CORE, ...NODE],
  "adapter-sqlite": [...CORE, ...NODE],
  "adapter-process": [...CORE, ...NODE],
  "adapter-prometheus": ["@mayfly/core", "prom-client"],
  "adapter-express": [...CORE, ...NODE, "express", "multer"],
  "adapter-scheduler": [...CORE, ...NODE],
  mayfly: [...CORE, ...NODE, "@mayfly/core/memory", "commander", "get-east-asian-width", "pino", "pino-pretty"],
};

/** The only files that name concrete adapters: the server's, and those of the commands which need no server. */
export const COMPOSITION_ROOTS = [
  "packages/mayfly/src/compose.ts",
  "packages/mayfly/src/compose-registry.ts",
  "packages/mayfly/src/compose-sweep.ts",
  "packages/mayfly/src/archive-tools.ts",
  "packages/mayfly/src/cache-tools.ts",
];

/** The only file that reads the environment. */
export const CONFIG_FILE = "packages/mayfly/src/config.ts";

/** Files that prove or help to prove; they may import anything. */
export const TESTS = ["**/*.test.ts", "**/src/testing/**"];
