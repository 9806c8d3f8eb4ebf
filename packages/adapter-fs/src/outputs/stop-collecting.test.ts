// Does collecting stop when nobody wants any more what a program left?
import { existsSync } from "node:fs";
import { mkdir, readdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AttemptId } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { afterEach, beforeEach, expect, test } from "vitest";
import { placesOf } from "../data-folder/places.ts";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";
import { workspacePaths } from "../workspaces/workspace-paths.ts";
import { createFileRunOutputs } from "./create-file-run-outputs.ts";

const GIB = 2 ** 30;
const LIMITS = {
  maxOutputBytes: 1000,
  maxArtifactBytes: GIB,
  maxArtifacts: 10,
  maxPathBytes: 512,
  maxDepth: 32,
  keepInputs: false,
};
const ATTEMPT = "a" as AttemptId;
const run = memoryIds.runId();

let data: FreshDataFolder;
let artifacts: string;

beforeEach(async () => {
  data = await freshDataFolder();
  artifacts = workspacePaths(placesOf(data.path).workspace(run, ATTEMPT)).artifactsDir;
  await mkdir(artifacts, { recursive: true });
});
afterEach(() => data.close());

/** Aborts once `path` is there, below what is being collected. */
async function expectStoppedAt(path: string): Promise<void> {
  const abort = new AbortController();
  const places = placesOf(data.path);
  let answered = false;
  const collecting = createFileRunOutputs(data.path).collect(run, ATTEMPT, LIMITS, abort.signal);
  void collecting.then(() => (answered = true));
  while (!answered && !existsSync(join(places.collecting(run), path))) await new Promise(setImmediate);
  abort.abort();
  expect((await collecting)._unsafeUnwrapErr()).toEqual({ kind: "aborted" });
  expect(await readdir(places.outputs(run))).toEqual([]);
  expect(await readdir(places.trash)).toEqual([]);
}

test("in the midst of a large file", async () => {
  await writeFile(join(artifacts, "large"), "");
  await truncate(join(artifacts, "large"), GIB);
  await expectStoppedAt("artifacts/large");
});

test("among thousands of things that are not kept", async () => {
  for (let n = 0; n < 3000; n += 1) await symlink("/nowhere", join(artifacts, `link-${n}`));
  await expectStoppedAt("");
});
