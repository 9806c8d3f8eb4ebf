import { lstat, mkdir, rename, rm, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { AttemptId, RunId, RunOutputs } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placesOf } from "../data-folder/places.ts";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";
import { workspacePaths } from "../workspaces/workspace-paths.ts";
import { createFileRunOutputs } from "./create-file-run-outputs.ts";

const LIMITS = {
  maxOutputBytes: 1000,
  maxArtifactBytes: 1000,
  maxArtifacts: 10,
  maxPathBytes: 512,
  maxDepth: 32,
  keepInputs: false,
};

let data: FreshDataFolder;
let outputs: RunOutputs;
let run: RunId;

beforeEach(async () => {
  data = await freshDataFolder();
  outputs = createFileRunOutputs(data.path);
  run = memoryIds.runId();
  const { artifactsDir } = workspacePaths(placesOf(data.path).workspace(run, "a" as AttemptId));
  await mkdir(artifactsDir, { recursive: true });
  await writeFile(join(artifactsDir, "good.txt"), "good");
  await writeFile(join(dirname(data.path), "secret.txt"), "secret");
  const { artifacts } = (await outputs.collect(run, "a" as AttemptId, LIMITS))._unsafeUnwrap();
  await outputs.seal(run, {}, artifacts);
});
afterEach(() => data.close());

const place = (path: string): string => join(placesOf(data.path).outputs(run), path);
const verified = async (): Promise<boolean> => (await outputs.verify(run))._unsafeUnwrap();

const CHANGES: readonly [string, () => Promise<unknown>][] = [
  ["has other bytes", () => writeFile(place("artifacts/good.txt"), "baad")],
  ["is shorter", () => truncate(place("artifacts/good.txt"), 3)],
  ["is longer", () => writeFile(place("artifacts/good.txt"), "good, and more")],
  ["is gone", () => rm(place("artifacts/good.txt"))],
  ["lies in a folder that is gone", () => rm(place("artifacts"), { recursive: true })],
  ["became a folder", () => rm(place("result.json")).then(() => mkdir(place("result.json")))],
  [
    "became a link",
    () => rm(place("result.json")).then(() => symlink(join(dirname(data.path), "secret.txt"), place("result.json"))),
  ],
  ["is named by a damaged manifest", () => writeFile(place("manifest.json"), "{")],
];

describe("`verify()`", () => {
  test.each(CHANGES)("does not hold when a file %s", async (_, change) => {
    expect(await verified()).toBe(true);
    await change();
    expect(await verified()).toBe(false);
  });

  test("sees what changes after the files were known to be right, even under their old size and time", async () => {
    await wait(2100);
    expect(await verified()).toBe(true);
    expect(await verified()).toBe(true);
    const file = place("artifacts/good.txt");
    const { atime, mtime } = await lstat(file);
    await writeFile(file, "baad");
    await utimes(file, atime, mtime);
    expect(await verified()).toBe(false);
    await writeFile(file, "good");
    expect(await verified()).toBe(true);
    await writeFile(place("other"), "evil");
    await rename(place("other"), file);
    expect(await verified()).toBe(false);
  });
});
