// How does the linter hold the direction table? (a later override replaces a rule's options, so each gets its whole list)
import type { OxlintConfig } from "oxlint";
import { COMPOSITION_ROOTS, CONFIG_FILE, PACKAGES, ROOMS, TESTS } from "./direction.ts";

type Override = NonNullable<OxlintConfig["overrides"]>[number];
type Rules = NonNullable<Override["rules"]>;
type ImportRule = NonNullable<Rules["no-restricted-imports"]>;

const IMPURE = (
  "Date performance crypto fetch XMLHttpRequest WebSocket EventSource Worker " +
  "setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate " +
  "requestAnimationFrame requestIdleCallback queueMicrotask scheduler " +
  "process Buffer navigator document window localStorage indexedDB"
).split(" ");

const ENVIRONMENT = {
  object: "process",
  property: "env",
  message: `Only ${CONFIG_FILE} reads the environment.`,
} as const;

const NO_ENVIRONMENT = { name: "node:process", importNames: ["env"], message: ENVIRONMENT.message };

/** Refuses every import that `patterns` do not let through (as in .gitignore: `!` lets through, the last match decides). */
function onlyImports(
  allowed: readonly string[],
  message: string,
  more: readonly object[] = [],
  paths = [NO_ENVIRONMENT],
): ImportRule {
  // A group that lets an import through overrules groups, but not regular expressions before it.
  const patterns = [LEAVES_PACKAGE, ...more, { group: ["*", ...allowed], message }];
  return ["error", { patterns, paths }];
}

const LEAVES_PACKAGE = {
  regex: "^\\.{1,2}/.*(/src/|/dist/|/packages/)",
  message: "Import another package by its name.",
};

/** One override a room for the files in it, one for the files in its folders. */
function roomOverrides(name: string): Override[] {
  const room = ROOMS[name];
  if (room === undefined) throw new Error(`The direction table has no room ${name}.`);
  const rooms = ["problem", ...room.rooms];
  const types = room.types ?? [];
  const message = `${name}/ may import: ${[...rooms, ...types.map((each) => `types of ${each}`)].join(", ")}.`;
  return ["../", "../../"].map((up, depth) => {
    const libraries = ["neverthrow", ...(room.libraries ?? [])];
    const own = depth === 0 ? ["!./**"] : ["!./**", "!../**", "../../**"];
    const others = [...[...rooms, ...types].map((each) => `${up}${each}/**`), ...libraries];
    const allowed = [...own, ...others.map((each) => `!${each}`)];
    const typesOnly = types
      .filter((each) => !rooms.includes(each))
      .map((each) => ({
        regex: `^${up.replaceAll(".", "\\.")}${each}/`,
        allowTypeImports: true,
        message: `${name}/ may import only types of ${each}/.`,
      }));
    return {
      files: [`packages/core/src/${name}/${depth === 0 ? "" : "*/**/"}*.ts`],
      rules: { "no-restricted-imports": onlyImports(allowed, message, typesOnly), ...(room.impure ? {} : PURE) },
    };
  });
}

const PURE: Rules = {
  "no-restricted-globals": ["error", { globals: IMPURE, checkGlobalObject: true }],
  "no-restricted-properties": [
    "error",
    ENVIRONMENT,
    { object: "Math", property: "random", message: "Core is pure: take ids from the Ids port." },
    { object: "AbortSignal", property: "timeout", message: "Core is pure: take time from the Clock port." },
  ],
};

function packageOverride(name: string, libraries: readonly string[]): Override {
  const message = `${name} may import only: ${libraries.join(", ")}.`;
  const allowed = ["./**", "../**", ...libraries].map((each) => `!${each}`);
  return {
    files: [`packages/${name}/src/**/*.ts`],
    rules: {
      "no-restricted-imports": onlyImports(allowed, message),
      "no-restricted-properties": ["error", ENVIRONMENT],
    },
  };
}

/** The overrides that hold the direction table; later ones win. */
export function directionRules(): Override[] {
  const mayfly = PACKAGES["mayfly"] ?? [];
  const adapters = Object.keys(PACKAGES).filter((each) => each.startsWith("adapter-"));
  const composition = packageOverride("mayfly", [...mayfly, ...adapters.map((each) => `@mayfly/${each}`)]);
  const own = ["./**", "../**", ...mayfly].map((each) => `!${each}`);
  const entry = onlyImports(["!./*/**"], "An entry only names what its rooms export.");
  return [
    { files: ["packages/core/src/*.ts"], rules: { "no-restricted-imports": entry, ...PURE } },
    ...Object.keys(ROOMS).flatMap(roomOverrides),
    ...Object.entries(PACKAGES).map(([name, libraries]) => packageOverride(name, libraries)),
    { ...composition, files: COMPOSITION_ROOTS },
    {
      files: [CONFIG_FILE],
      rules: {
        "no-restricted-imports": onlyImports(own, "Settings need no adapter.", [], []),
        "no-restricted-properties": "off",
      },
    },
    {
      files: TESTS,
      rules: { "no-restricted-imports": "off", "no-restricted-globals": "off", "no-restricted-properties": "off" },
    },
  ];
}
