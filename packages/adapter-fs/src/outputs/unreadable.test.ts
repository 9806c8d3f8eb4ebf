// Real modes, and an ordinary user, whom they bind.
import { execFileSync } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { AttemptId, RunId, WorkspacePaths } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placesOf } from "../data-folder/places.ts";
import { asOrdinaryUser, IS_ROOT, NOBODY } from "../testing/as-ordinary-user.ts";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";
import { workspacePaths } from "../workspaces/workspace-paths.ts";
import { LEAVE_READABLE, unlessForbidden } from "./unreadable.ts";

const COLLECT_RUN = new URL("../testing/collect-run.ts", import.meta.url);
const ATTEMPT = "a" as AttemptId;

let data: FreshDataFolder;
let run: RunId;
let workspace: string;
let paths: WorkspacePaths;

beforeEach(async () => {
  data = await freshDataFolder();
  run = memoryIds.runId();
  workspace = placesOf(data.path).workspace(run, ATTEMPT);
  paths = workspacePaths(workspace);
  await mkdir(join(paths.artifactsDir, "deep"), { recursive: true });
  await mkdir(paths.inputsDir);
  await writeFile(paths.outputPath, "{}");
  await writeFile(join(paths.artifactsDir, "deep/chart.png"), "chart");
  await writeFile(join(paths.artifactsDir, "good.txt"), "good");
  await writeFile(join(paths.inputsDir, "table.csv"), "a,b");
});
afterEach(() => data.close());

/** What an ordinary user collects, to whom all of this belongs. */
async function collect(): Promise<unknown> {
  if (IS_ROOT) execFileSync("chown", ["-R", `${NOBODY}:${NOBODY}`, dirname(data.path)]);
  return JSON.parse(await asOrdinaryUser(COLLECT_RUN, data.path, run, ATTEMPT)) as unknown;
}

const ALL = ["artifacts/deep/chart.png", "artifacts/good.txt", "inputs/table.csv"];
const without = (...left: readonly string[]): readonly string[] => ALL.filter((path) => !left.includes(path));
const about = (entry: string) => ["RESULT_ARTIFACT_UNREADABLE", entry, LEAVE_READABLE];

describe("`collect()` of what a program left", () => {
  test.each([
    ["a file without any right", "artifacts/deep/chart.png", 0o000, "artifacts/deep/chart.png"],
    ["a file that others alone may read", "artifacts/deep/chart.png", 0o044, "artifacts/deep/chart.png"],
    ["a folder without any right", "artifacts/deep", 0o000, "artifacts/deep"],
    ["a folder that may be entered and not listed", "artifacts/deep", 0o300, "artifacts/deep"],
    ["a folder that may be listed and not entered", "artifacts/deep", 0o600, "artifacts/deep/chart.png"],
  ])("keeps the rest, and tells the remedy, of %s", async (_, path, mode, entry) => {
    await chmod(join(paths.runDir, path), mode);
    const kept = without("artifacts/deep/chart.png");
    expect(await collect()).toEqual({ output: true, kept, told: [about(entry)] });
  });

  test("tells the remedy of the output document, and of the folder around all", async () => {
    await chmod(paths.outputPath, 0o200);
    const told = [["RESULT_OUTPUT_UNREADABLE", null, LEAVE_READABLE]];
    expect(await collect()).toEqual({ output: false, kept: ALL, told });
    await chmod(paths.runDir, 0o000);
    const kept = ["inputs/table.csv"];
    expect(await collect()).toEqual({ output: false, kept, told: [...told, about("artifacts")] });
  });

  test("is a fault where it is not the program's modes that stand in the way", async () => {
    await chmod(dirname(workspace), 0o600);
    expect(await collect()).toEqual({ failed: expect.objectContaining({ code: "EACCES" }) });
  });
});

describe("`unlessForbidden()`", () => {
  const refused = (code: string) =>
    Promise.reject(Object.assign(new Error(`${code}: made to fail`), { code, syscall: "open" }));
  const chart = (): string => join(paths.artifactsDir, "deep/chart.png");

  test.each(["EACCES", "EPERM", "EIO", "EMFILE"])("lets %s go on where the modes would let us in", async (code) => {
    await expect(unlessForbidden(workspace, chart(), refused(code))).rejects.toThrow(code);
  });

  test.each(["EIO", "EMFILE"])("lets %s go on whatever the modes", async (code) => {
    await chmod(chart(), 0o000);
    await expect(unlessForbidden(workspace, chart(), refused(code))).rejects.toThrow(code);
    expect(await unlessForbidden(workspace, chart(), refused("EACCES"))).toBe(undefined);
    await chmod(chart(), 0o400);
    await expect(unlessForbidden(workspace, chart(), refused("EACCES"))).rejects.toThrow("EACCES");
  });
});
