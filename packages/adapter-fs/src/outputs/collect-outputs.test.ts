import { chmod, link, lstat, mkdir, readdir, symlink, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { AttemptId, Collected, CollectLimits, JsonValue, RunId, RunOutputs, WorkspacePaths } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placesOf } from "../data-folder/places.ts";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";
import { makeDeepTree, makeDevice, makePipe, makeSocket } from "../testing/hostile-tree.ts";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { createFileWorkspaces } from "../workspaces/create-file-workspaces.ts";
import { workspacePaths } from "../workspaces/workspace-paths.ts";
import { createFileRunOutputs } from "./create-file-run-outputs.ts";

const LIMITS: CollectLimits = {
  maxOutputBytes: 1000,
  maxArtifactBytes: 1000,
  maxArtifacts: 10,
  maxPathBytes: 512,
  maxDepth: 32,
  keepInputs: false,
};

const NEVER = new AbortController().signal;

let data: FreshDataFolder;
let outputs: RunOutputs;
let run: RunId;
let paths: WorkspacePaths;

beforeEach(async () => {
  data = await freshDataFolder();
  outputs = createFileRunOutputs(data.path);
  run = memoryIds.runId();
  paths = workspacePaths(placesOf(data.path).workspace(run, "a" as AttemptId));
  await mkdir(paths.artifactsDir, { recursive: true });
  await writeFile(join(paths.artifactsDir, "good.txt"), "good");
  await writeFile(join(dirname(data.path), "secret.txt"), "secret");
});
afterEach(() => data.close());

const secret = (): string => join(dirname(data.path), "secret.txt");
const artifact = (name: string): string => join(paths.artifactsDir, name);

async function collect(limits: Partial<CollectLimits> = {}): Promise<Collected> {
  const collecting = outputs.collect(run, "a" as AttemptId, { ...LIMITS, ...limits }, NEVER);
  const slow = wait(5000).then(() => Promise.reject(new Error("Collecting waits for something.")));
  return (await Promise.race([collecting, slow]))._unsafeUnwrap();
}

const told = ({ problems }: Collected) => problems.map(({ code, entry }) => [code, entry]);
const kept = ({ artifacts }: Collected) => artifacts.map(({ path }) => path);

describe("`collect()`", () => {
  test("leaves links out, to files and to folders", async () => {
    await symlink(secret(), artifact("file-link.txt"));
    await symlink(dirname(data.path), artifact("folder-link"));
    await symlink("/nowhere", artifact("dangling"));
    const collected = await collect();
    expect(kept(collected)).toEqual(["artifacts/good.txt"]);
    expect(told(collected)).toEqual([
      ["RESULT_ARTIFACT_NOT_A_FILE", "artifacts/dangling"],
      ["RESULT_ARTIFACT_NOT_A_FILE", "artifacts/file-link.txt"],
      ["RESULT_ARTIFACT_NOT_A_FILE", "artifacts/folder-link"],
    ]);
    expect(collected.problems.every(({ severity }) => severity === "warning")).toBe(true);
  });

  test("leaves a file out that has a second name", async () => {
    await link(secret(), artifact("hard-link.txt"));
    const collected = await collect();
    expect(kept(collected)).toEqual(["artifacts/good.txt"]);
    expect(told(collected)).toEqual([["RESULT_ARTIFACT_NOT_A_FILE", "artifacts/hard-link.txt"]]);
  });

  test("leaves pipes and sockets out without waiting at them", async () => {
    if (!makePipe(artifact("pipe"))) process.stdout.write("no pipe tried: mkfifo is not here\n");
    await makeSocket(artifact("socket"));
    const collected = await collect();
    expect(kept(collected)).toEqual(["artifacts/good.txt"]);
    expect(told(collected)).toContainEqual(["RESULT_ARTIFACT_NOT_A_FILE", "artifacts/socket"]);
  });

  test("leaves devices out", async () => {
    if (!makeDevice(artifact("zero"))) {
      process.stdout.write("no device tried: this user may make none\n");
      return;
    }
    const collected = await collect();
    expect(kept(collected)).toEqual(["artifacts/good.txt"]);
    expect(told(collected)).toEqual([["RESULT_ARTIFACT_NOT_A_FILE", "artifacts/zero"]]);
  });

  test("follows no link in the place of the artifacts folder itself", async () => {
    const other = workspacePaths(placesOf(data.path).workspace(run, "b" as AttemptId));
    await mkdir(other.runDir, { recursive: true });
    await symlink(dirname(data.path), other.artifactsDir);
    const collected = (await outputs.collect(run, "b" as AttemptId, LIMITS, NEVER))._unsafeUnwrap();
    expect(kept(collected)).toEqual([]);
    expect(told(collected)).toEqual([["RESULT_ARTIFACT_NOT_A_FILE", "artifacts"]]);
  });

  test("goes no deeper than the limit, whatever the tree", async () => {
    await makeDeepTree(artifact("deep"), 60);
    const collected = await collect();
    expect(kept(collected)).toEqual(["artifacts/good.txt"]);
    expect(told(collected).map(([code]) => code)).toEqual(["RESULT_ARTIFACT_NAME"]);
    // Node's own removal cannot name so deep a tree.
    await createFileWorkspaces(data.path, createWorkerPool()).remove(run);
  });

  test.skipIf(process.platform !== "linux")("leaves a file out whose name is no text", async () => {
    await writeFile(Buffer.concat([Buffer.from(`${paths.artifactsDir}/`), Buffer.from([0xff, 0x41])]), "1");
    const collected = await collect();
    expect(kept(collected)).toEqual(["artifacts/good.txt"]);
    expect(told(collected).map(([code]) => code)).toEqual(["RESULT_ARTIFACT_NAME"]);
  });

  test.skipIf(process.platform !== "linux")("leaves one of two names out that some systems take for one", async () => {
    await writeFile(artifact("GOOD.txt"), "other");
    const collected = await collect();
    expect(kept(collected)).toHaveLength(1);
    expect(told(collected).map(([code]) => code)).toEqual(["RESULT_ARTIFACT_NAME"]);
  });

  test("reads nothing of a file that only claims to be large", async () => {
    await writeFile(artifact("holes.bin"), "");
    await truncate(artifact("holes.bin"), 2 ** 40);
    const collected = await collect();
    expect(kept(collected)).toEqual(["artifacts/good.txt"]);
    expect(told(collected)).toEqual([["RESULT_ARTIFACTS_TOO_LARGE", null]]);
  });

  test("tells only of the first hundred of many bad things", async () => {
    await Promise.all(Array.from({ length: 300 }, (_, each) => symlink("/nowhere", artifact(`link-${each}`))));
    const { problems } = await collect({ maxArtifacts: 1000 });
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.message).toContain("200 more");
  });

  test("ends in a flood of empty folders", async () => {
    for (let each = 0; each < 1100; each += 1) await mkdir(artifact(`folder-${each}`));
    const collected = await collect({ maxArtifacts: 1 });
    expect(told(collected)).toContainEqual(["RESULT_ARTIFACTS_TOO_MANY", null]);
  });

  test.each(["link", "pipe", "folder", "second name"])("takes no %s for the output document", async (kind) => {
    if (kind === "link") await symlink(secret(), paths.outputPath);
    if (kind === "folder") await mkdir(paths.outputPath);
    if (kind === "second name") await link(secret(), paths.outputPath);
    if (kind === "pipe" && !makePipe(paths.outputPath)) {
      process.stdout.write("no pipe tried: mkfifo is not here\n");
      return;
    }
    const collected = await collect();
    expect(collected.output).toBe(null);
    expect(collected.problems).toMatchObject([{ code: "RESULT_OUTPUT_NOT_A_FILE", severity: "error" }]);
  });

  test("keeps what it took when the program's own files change or go", async () => {
    const { artifacts } = await collect();
    await writeFile(artifact("good.txt"), "bad!");
    await outputs.seal(run, {}, artifacts);
    const opened = (await outputs.open(run, "artifacts/good.txt"))._unsafeUnwrap();
    const pieces = [];
    for await (const piece of opened?.stream(0, 4) ?? []) pieces.push(Buffer.from(piece).toString());
    expect(pieces.join("")).toBe("good");
  });

  test("gives what it took no mode that the program chose", async () => {
    await chmod(artifact("good.txt"), 0o4777);
    await collect();
    const folder = placesOf(data.path).outputs(run);
    const { mode } = await lstat(join(folder, "artifacts/good.txt"));
    expect(mode & 0o7777).toBe(0o600);
  });

  test("leaves nothing half made behind", async () => {
    await collect();
    expect((await readdir(placesOf(data.path).outputs(run))).toSorted()).toEqual(["artifacts"]);
    expect(await readdir(placesOf(data.path).trash)).toEqual([]);
  });

  test.skipIf(process.platform !== "linux")("leaves nothing collected when the system refuses a file", async () => {
    // The longest path that Linux knows, and a copy of it would lie some bytes deeper.
    let deep = paths.artifactsDir;
    while (deep.length < 4094 - 102) deep += `/${"d".repeat(100)}`;
    await mkdir(deep, { recursive: true });
    await writeFile(`${deep}/${"f".repeat(4094 - deep.length - 1)}`, "x");
    const limits = { ...LIMITS, maxPathBytes: 5000, maxDepth: 100 };
    expect((await outputs.collect(run, "a" as AttemptId, limits, NEVER)).isErr()).toBe(true);
    expect(await readdir(placesOf(data.path).outputs(run))).toEqual([]);
    expect(await readdir(placesOf(data.path).trash)).toEqual([]);
  });
});

describe("`seal()`", () => {
  test("removes what a process that died was still collecting", async () => {
    const half = join(placesOf(data.path).collecting(run), "artifacts");
    await mkdir(half, { recursive: true });
    await writeFile(join(half, "good.txt"), "go");
    expect((await outputs.seal(run, { status: "failed" }, [])).isOk()).toBe(true);
    const left = await readdir(placesOf(data.path).outputs(run));
    expect(left.toSorted()).toEqual(["manifest.json", "result.json"]);
    expect(await readdir(placesOf(data.path).trash)).toEqual([]);
  });

  test("writes a deeply nested result without blowing it up", async () => {
    const nested = `${"[".repeat(60)}${"0,".repeat(1000)}0${"]".repeat(60)}`;
    await outputs.seal(run, JSON.parse(nested) as JsonValue, []);
    const { size } = await lstat(join(placesOf(data.path).outputs(run), "result.json"));
    expect(size).toBe(nested.length + 1);
  });
});

describe("`open()`", () => {
  test("rejects when a file has changed in size since it was sealed", async () => {
    const { artifacts } = await collect();
    await outputs.seal(run, {}, artifacts);
    const opened = (await outputs.open(run, "artifacts/good.txt"))._unsafeUnwrap();
    await writeFile(join(placesOf(data.path).outputs(run), "artifacts/good.txt"), "longer than before");
    const read = async () => {
      for await (const _ of opened?.stream(0, 4) ?? []);
    };
    await expect(read()).rejects.toThrow("changed in size");
  });

  test("is a fault when the manifest is damaged", async () => {
    const { artifacts } = await collect();
    await outputs.seal(run, {}, artifacts);
    await writeFile(join(placesOf(data.path).outputs(run), "manifest.json"), "{");
    expect((await outputs.open(run, "artifacts/good.txt"))._unsafeUnwrapErr().kind).toBe("unavailable");
  });
});
