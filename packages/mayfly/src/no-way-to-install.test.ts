// Does any import lead from what runs a stranger's skill to what changes the installed ones? (req C2)
import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { reachedFrom, readSource, wayTo, type ReadSource } from "./testing/import-graph.ts";
import { moduleImports } from "./testing/module-imports.ts";

/** Every step of a run, and the adapters that stand behind the ports of those steps. */
const RUNNING = [
  "core/src/lifecycle/mayfly.ts",
  "adapter-express/src/routes/run-routes.ts",
  "adapter-fs/src/outputs/create-file-run-outputs.ts",
  "adapter-fs/src/pool/create-pool-judge.ts",
  "adapter-fs/src/pool/create-worker-pool.ts",
  "adapter-fs/src/pool/pool-worker.ts",
  "adapter-fs/src/skills/create-file-skill-catalog.ts",
  "adapter-fs/src/uploads/create-file-uploads.ts",
  "adapter-fs/src/workspaces/create-file-workspaces.ts",
  "adapter-process/src/script-engine.ts",
  "adapter-scheduler/src/index.ts",
  "adapter-sqlite/src/sqlite-run-cache.ts",
  "adapter-sqlite/src/sqlite-run-queue.ts",
  "adapter-sqlite/src/sqlite-run-store.ts",
];

/** Whoever names one of these, if only its type, can be given what changes the installed skills. */
const MEANS = [
  "InstallPlan",
  "InstallStore",
  "Registry",
  "RegistryContext",
  "RegistryPorts",
  "SkillInstaller",
  "createFileSkillInstaller",
  "createRegistry",
];
/** These change them without naming any of it. */
const HANDS = [
  "core/src/lifecycle/active-installs.ts",
  "adapter-fs/src/skills/swap-plan.ts",
  "adapter-fs/src/skills/swap-skill.ts",
];

const SOURCES = globSync("*/src/**/*.ts", { cwd: join(import.meta.dirname, "../..") }).filter(
  (path) => !path.endsWith(".test.ts") && !path.includes("/testing/"),
);
const WRITING = new Set([
  "core/src/ports/install-store.ts",
  "core/src/ports/skill-installer.ts",
  ...HANDS,
  ...SOURCES.filter((path) => {
    const { mentioned } = moduleImports(path, readSource(path));
    return MEANS.some((name) => mentioned.has(name));
  }),
]);

function waysToWrite(read: ReadSource = readSource): readonly string[] {
  const reached = reachedFrom(RUNNING, read);
  return [...reached.keys()].filter((path) => WRITING.has(path)).map((path) => wayTo(path, reached));
}

/** The sources as they are, with `line` added to the one at `path`. */
function withLine(path: string, line: string): ReadSource {
  return (asked) => (asked === path ? `${line}\n${readSource(asked)}` : readSource(asked));
}

describe("what runs a stranger's skill", () => {
  test("reaches nothing that changes the installed ones, by any import", () => {
    expect(waysToWrite()).toEqual([]);
  });

  test("is all of the steps, and the writing side is known", () => {
    const reached = reachedFrom(RUNNING);
    for (const step of ["create-run", "judge-upload", "stage-run", "execute-run", "settle-run", "clean-run", "sweep"]) {
      expect(reached.has(`core/src/lifecycle/${step}.ts`), step).toBe(true);
    }
    expect(reached.has("adapter-fs/src/pool/perform-task.ts")).toBe(true);
    for (const writer of [
      "core/src/lifecycle/install-skill.ts",
      "core/src/lifecycle/recover-installs.ts",
      "core/src/lifecycle/registry.ts",
      "core/src/lifecycle/remove-skill.ts",
      "core/src/memory/memory-skills.ts",
      "adapter-fs/src/skills/create-file-skill-installer.ts",
      "adapter-fs/src/skills/install-skill-folder.ts",
      "adapter-sqlite/src/sqlite-install-store.ts",
    ]) {
      expect(WRITING.has(writer), writer).toBe(true);
    }
  });

  test.each([
    ["core/src/lifecycle/clean-run.ts", 'import "./install-skill.ts";'],
    ["core/src/run/transition.ts", 'import { createRegistry } from "../lifecycle/registry.ts";'],
    ["core/src/lifecycle/sweep.ts", 'export { removeSkill } from "./remove-skill.ts";'],
    ["core/src/lifecycle/recover.ts", 'const { recoverInstalls } = await import("./recover-installs.ts");'],
    ["adapter-fs/src/workspaces/stage-workspace.ts", 'import { placeNew } from "../skills/swap-skill.ts";'],
    ["adapter-process/src/run-job.ts", 'import { createRegistry, ok } from "@mayfly/core";'],
    ["adapter-scheduler/src/start-sweeping.ts", 'import * as core from "@mayfly/core";'],
  ])("would be caught there if %s had %s", (path, line) => {
    expect(waysToWrite(withLine(path, line))).not.toEqual([]);
  });

  test("may know types: nothing is left of them", () => {
    const read = withLine("core/src/lifecycle/clean-run.ts", 'import type { Registry } from "./registry.ts";');
    expect(waysToWrite(read)).toEqual([]);
  });
});
