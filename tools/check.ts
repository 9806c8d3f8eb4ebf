// Is the house in order? Formatting, lint with the direction table, types, dead code, and then the tests.
import { parseArgs } from "node:util";
import { runStep } from "./run/run-step.ts";
import type { Step } from "./run/run-step.ts";
import { tool } from "./run/tool.ts";

const tsc = tool("tsc", "typescript");

const STEPS: readonly Step[] = [
  { name: "formatting", args: [tool("oxfmt"), "--check"] },
  { name: "lint", args: [tool("oxlint"), "--deny-warnings"] },
  { name: "types", args: [tsc, "-p", "tsconfig.json", "--pretty"] },
  // Core compiles without Node's types, its tests aside.
  { name: "types of core", args: [tsc, "-p", "packages/core/tsconfig.json", "--noEmit", "--pretty"] },
  { name: "dead code", args: [tool("knip"), "--treat-config-hints-as-errors"] },
];

const TESTS: Step = { name: "tests", args: [tool("vitest"), "run", "--coverage"] };

const { values } = parseArgs({ allowNegative: true, options: { tests: { type: "boolean", default: true } } });

const done = await Promise.all(STEPS.map(runStep));
if (values.tests) done.push(await runStep(TESTS));
process.exitCode = done.every(Boolean) ? 0 : 1;
