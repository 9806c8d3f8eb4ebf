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
import { manifestReader } from "./manifest-file.ts";
import { outputsVerifier } from "./verify-outputs.ts";

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
  const { artifacts } = (
    await outputs.collect(run, "a" as AttemptId, LIMITS, new AbortController().signal)
  )._unsafeUnwrap();
  await outputs.seal(run, {}, artifacts);
});
afterEach(() => data.close());

const place = (path: string): string => join(placesOf(data.path).outputs(run), path);
const verified = async (): Promise<boolean> => (await outputs.verify(run))._unsafeUnwrap();

/** A time that can be set again to the nanosecond. */
const WHOLE_SECOND = 1_700_000_000;

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
    await utimes(place("artifacts/good.txt"), WHOLE_SECOND, WHOLE_SECOND);
    await wait(2100);
    expect(await verified()).toBe(true);
    expect(await verified()).toBe(true);
    const file = place("artifacts/good.txt");
    const { ino } = await lstat(file);
    await writeFile(file, "baad");
    await utimes(file, WHOLE_SECOND, WHOLE_SECOND);
    expect(await lstat(file)).toMatchObject({ ino, size: 4, mtimeMs: WHOLE_SECOND * 1000 });
    expect(await verified()).toBe(false);
    await writeFile(file, "good");
    expect(await verified()).toBe(true);
    await writeFile(place("other"), "evil");
    await rename(place("other"), file);
    expect(await verified()).toBe(false);
  });

  test("sees another file in a known one's place that was written before, with its size and its times", async () => {
    const file = place("artifacts/good.txt");
    await writeFile(place("other"), "baad");
    for (const each of [file, place("other")]) await utimes(each, WHOLE_SECOND, WHOLE_SECOND);
    await wait(2100);
    expect(await verified()).toBe(true);
    await rename(place("other"), file);
    expect(await verified()).toBe(false);
  });

  test("reads files again that nobody touched, soon after a change each time and every ten minutes later", async () => {
    let now = 0;
    let reads = 0;
    const places = placesOf(data.path);
    const readManifest = manifestReader(places);
    const verify = outputsVerifier(
      places,
      (id) => {
        reads += 1;
        return readManifest(id);
      },
      () => now,
    );
    const readsOf = async (): Promise<number> => {
      const before = reads;
      expect(await verify(run)).toBe(true);
      return reads - before;
    };
    // Within the steps of the system's clock, a change could still hide behind the times of what was read.
    expect(await readsOf()).toBe(1);
    expect(await readsOf()).toBe(1);
    await wait(2100);
    expect(await readsOf()).toBe(1);
    expect(await readsOf()).toBe(0);
    now = 599_999;
    expect(await readsOf()).toBe(0);
    now = 600_000;
    expect(await readsOf()).toBe(1);
    expect(await readsOf()).toBe(0);
  });
});
