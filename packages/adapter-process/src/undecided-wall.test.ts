// What if a wall could not be tried when the engine was made?
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createScriptEngine } from "./script-engine.ts";
import { runScript } from "./testing/run-script.ts";
import { scriptContract } from "./testing/script-job.ts";

let root: string;
let scratchDir: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "mayfly-undecided-"));
  scratchDir = join(root, "not-there-yet");
});
afterEach(() => rm(root, { recursive: true }));

test("it is tried again before each run, until it could be", async () => {
  const engine = await createScriptEngine({ sandbox: "none", scratchDir });
  expect(engine.describe()).toMatchObject({ available: true, reason: null, network: "open" });
  expect(engine.describe().wall).toMatch(
    /^tried again before the next run \(none: the trial could not be made.*ENOENT/,
  );
  expect(engine.refuses(scriptContract("run.py"))).toBeNull();
  expect(engine.refuses(scriptContract("run.ts"))).toContain("is TypeScript");
  const early = await runScript(engine, { "run.mjs": "" });
  expect(early.outcome).toMatchObject({ kind: "not_started", message: expect.stringContaining("No wall stands") });
  await mkdir(scratchDir);
  const both = await Promise.all([1, 2].map((n) => runScript(engine, { "run.mjs": `console.log(${n})` })));
  expect(both.map(({ outcome, stdout }) => [outcome, stdout])).toEqual([
    [{ kind: "exited", code: 0 }, "1\n"],
    [{ kind: "exited", code: 0 }, "2\n"],
  ]);
  expect(engine.describe().wall).not.toContain("tried again");
});

test("no weaker one is taken in its place", async () => {
  const engine = await createScriptEngine({ scratchDir });
  expect(engine.describe().wall).toMatch(/^tried again/);
  expect(engine.describe().wall).not.toContain("permissions:");
});

test("what it turns out not to run is not started", async () => {
  const engine = await createScriptEngine({ sandbox: "permissions", scratchDir });
  await mkdir(scratchDir);
  const run = await runScript(engine, { "run.py": "" });
  expect(run.outcome).toMatchObject({ kind: "not_started", message: expect.stringContaining("is not JavaScript") });
});
