// Would the tests notice if a rule were wrong? (at least 85 % of the planted faults, room by room)
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { LogLevel } from "@stryker-mutator/api/core";
import { Stryker } from "@stryker-mutator/core";
import { ROOT } from "./run/tool.ts";

const ROOMS = ["path", "archive", "run", "cleanup"];
const BREAK = 85;
/** Data, not rules. */
const TABLES = ["packages/core/src/path/unicode-tables.ts"];
const NOTICED = ["Killed", "Timeout"];
const MISSED = ["Survived", "NoCoverage"];

const rooms = process.argv.length > 2 ? process.argv.slice(2) : ROOMS;
const mutants = await new Stryker({
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  mutate: [
    ...rooms.map((each) => `packages/core/src/${each}/**/*.ts`),
    ...["packages/core/src/**/*.test.ts", ...TABLES].map((each) => `!${each}`),
  ],
  // A room is proved by its own tests alone.
  ignorePatterns: [
    "/packages/!(core)/**",
    `/packages/core/src/!(${rooms.join("|")})/**/*.test.ts`,
    ...["/tools", "/docs", "/data", "/coverage", "/test-fixtures/*.test.ts", "dist"],
  ],
  // Type stripping needs no compiler settings, and TypeScript 7 offers no library to rewrite them with.
  tsconfigFile: "no-tsconfig.json",
  concurrency: 2,
  // Constants count as well, slow as they are.
  warnings: { slow: false, unknownOptions: true, preprocessorErrors: true, unserializableOptions: true },
  logLevel: "warn" as LogLevel,
  tempDirName: ".stryker",
  cleanTempDir: "always",
  reporters: ["progress", "clear-text"],
  clearTextReporter: { allowColor: process.stdout.isTTY, logTests: false, reportTests: false, reportScoreTable: false },
}).runMutationTest();
rmSync(join(ROOT, ".stryker"), { recursive: true, force: true });

for (const room of rooms) {
  const statuses = mutants.filter((each) => inRoom(each.fileName, room)).map((each) => each.status);
  const noticed = statuses.filter((each) => NOTICED.includes(each)).length;
  const missed = statuses.filter((each) => MISSED.includes(each)).length;
  const score = (100 * noticed) / (noticed + missed);
  const enough = score >= BREAK;
  console.log(
    `${enough ? "ok    " : "failed"} ${room.padEnd(8)} ${score.toFixed(1)} % of ${noticed + missed} faults noticed`,
  );
  if (!enough) process.exitCode = 1;
}

function inRoom(file: string, room: string): boolean {
  return file.replaceAll("\\", "/").includes(`packages/core/src/${room}/`);
}
