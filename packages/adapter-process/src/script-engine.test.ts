import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { createScriptEngine } from "./script-engine.ts";
import { runScript } from "./testing/run-script.ts";
import { scriptContract } from "./testing/script-job.ts";
import { ALL_WALLS, wallsHere } from "./testing/walls-here.ts";

const walls = await wallsHere(ALL_WALLS);

test("`describe()` names a wall that stands here and the version of Node", async () => {
  const engine = await createScriptEngine();
  expect(engine.describe()).toMatchObject({ name: "script", available: true, reason: null, version: process.version });
});

test("`describe()` tells why there is no wall when the one asked for does not stand", async () => {
  const engine = await createScriptEngine({ sandbox: "bubblewrap", nodePath: "/nowhere/node" });
  expect(engine.describe()).toMatchObject({ available: false });
  expect(engine.describe().reason).toMatch(/^No wall stands around scripts here: bubblewrap: /);
  expect(engine.refuses(scriptContract("run.mjs"))).toMatch(/^No wall stands/);
  const run = await runScript(engine, { "run.mjs": "" });
  expect(run.outcome.kind).toBe("not_started");
});

describe.each(walls)("behind $wall", ({ wall, engine }) => {
  test("`execute()` gives the document on standard input, then its end", async () => {
    const script = `let all = ""; for await (const part of process.stdin) all += part; console.log(JSON.parse(all).parameter.text);`;
    const run = await runScript(
      engine,
      { "run.mjs": script },
      { document: () => ({ parameter: { text: "größe 🦋" } }) },
    );
    expect(run).toMatchObject({ outcome: { kind: "exited", code: 0 }, stdout: "größe 🦋\n", stderr: "" });
  });

  test("`execute()` gives a document larger than a pipe to a script that never reads it", async () => {
    const run = await runScript(engine, { "run.mjs": "" }, { document: () => ({ big: "x".repeat(3_000_000) }) });
    expect(run.outcome).toEqual({ kind: "exited", code: 0 });
  });

  test("`execute()` lets a script read its skill and its inputs and write its run folder", async () => {
    const script = `
      import { readFileSync, writeFileSync } from "node:fs";
      import { word } from "./lib/word.mjs";
      const { inputs, artifacts } = JSON.parse(readFileSync(0, "utf8"));
      writeFileSync(artifacts + "/out.txt", word + readFileSync(inputs + "/table.csv", "utf8"));
      console.log(process.cwd());`;
    const run = await runScript(
      engine,
      { "run.mjs": script, "lib/word.mjs": `export const word = "hello ";` },
      {
        document: ({ paths }) => ({ inputs: paths.inputsDir, artifacts: paths.artifactsDir }),
        after: async ({ paths }) => {
          expect(await readFile(`${paths.artifactsDir}/out.txt`, "utf8")).toBe("hello a,b\n");
          expect(await readdir(paths.runDir)).toEqual(["artifacts", "job.json", "tmp"]);
          expect(await readdir(paths.temporaryDir)).toEqual([]);
        },
      },
    );
    expect(run).toMatchObject({ outcome: { kind: "exited", code: 0 }, stderr: "" });
    expect(run.stdout).toMatch(/\/run\n$/);
  });

  test("`execute()` gives an environment built from nothing", async () => {
    process.env["MAYFLY_API_KEY"] = "secret";
    const run = await runScript(engine, { "run.mjs": "console.log(JSON.stringify(process.env))" });
    delete process.env["MAYFLY_API_KEY"];
    const names = Object.keys(JSON.parse(run.stdout)).filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name));
    const expected = [
      "HOME",
      "LANG",
      "LOGNAME",
      "MAYFLY_JOB",
      "MAYFLY_PROCESS",
      "MAYFLY_RUN_ID",
      "PATH",
      "TMPDIR",
      "USER",
    ];
    expect(names.sort()).toEqual(expected);
  });

  test.each([0, 1, 3, 125, 126, 127])("`execute()` tells exit code %i", async (code) => {
    const run = await runScript(engine, { "run.cjs": `process.exit(${code})` });
    expect(run.outcome).toEqual({ kind: "exited", code });
  });

  test.each(["SIGKILL", "SIGTERM", "SIGSEGV"])("`execute()` tells that the program died of %s", async (signal) => {
    const run = await runScript(engine, {
      "run.mjs": `process.kill(process.pid, "${signal}"); setTimeout(() => {}, 1000);`,
    });
    expect(run.outcome).toEqual({ kind: "killed", signal });
  });

  test("`execute()` tells an uncaught error by its exit code and standard error", async () => {
    const run = await runScript(engine, { "run.mjs": `throw new Error("on purpose")` });
    expect(run.outcome).toEqual({ kind: "exited", code: 1 });
    expect(run.stderr).toContain("on purpose");
  });

  test("`execute()` starts nothing when the script is missing or is a link", async () => {
    const missing = await runScript(engine, { "run.mjs": "" }, { script: "other.mjs" });
    expect(missing.outcome).toEqual({
      kind: "not_started",
      message: `Cannot start "other.mjs": the package has no such file.`,
    });
    const outside = await runScript(engine, { "run.mjs": "" }, { script: "../../../../mayfly.db" });
    expect(outside).toMatchObject({ outcome: { kind: "not_started" }, identity: null });
  });

  test("`refuses()` a package without a script, and TypeScript, with a sentence", () => {
    expect(engine.refuses(scriptContract("run.mjs"))).toBeNull();
    expect(engine.refuses(scriptContract(null))).toMatch(/names no program/);
    expect(engine.refuses(scriptContract("run.ts"))).toMatch(/TypeScript/);
  });

  const anyLanguage = wall === "bubblewrap" || wall === "none";
  test.runIf(!anyLanguage)(
    "`refuses()` other languages than JavaScript, and `execute()` does not start them",
    async () => {
      expect(engine.refuses(scriptContract("run.sh"))).toMatch(/only behind bubblewrap/);
      expect((await runScript(engine, { "run.sh": "echo hello" })).outcome.kind).toBe("not_started");
    },
  );

  test.runIf(anyLanguage)("`execute()` runs a shell script, and one that names its interpreter", async () => {
    expect(engine.refuses(scriptContract("run.sh"))).toBeNull();
    const shell = await runScript(engine, { "run.sh": "cat /dev/stdin; exit 4" }, { document: () => ({ a: 1 }) });
    expect(shell).toMatchObject({ outcome: { kind: "exited", code: 4 }, stdout: `{"a":1}` });
    const named = await runScript(engine, { run: "#!/usr/bin/env sh\necho named" });
    expect(named).toMatchObject({ outcome: { kind: "exited", code: 0 }, stdout: "named\n" });
    const nothing = await runScript(engine, { run: "echo nothing" });
    expect(nothing.outcome.kind).toBe("not_started");
  });

  test.runIf(anyLanguage)("`execute()` runs Python where it is installed", async ({ skip }) => {
    const refusal = engine.refuses(scriptContract("run.py"));
    if (refusal !== null) skip(refusal);
    const script = "import json, sys, tempfile\nprint(json.load(sys.stdin)['a'])\ntempfile.TemporaryFile()";
    const run = await runScript(engine, { "run.py": script }, { document: () => ({ a: 7 }) });
    expect(run).toMatchObject({ outcome: { kind: "exited", code: 0 }, stdout: "7\n", stderr: "" });
  });

  test.runIf(anyLanguage)("`execute()` hands on no open file but the three standard ones", async () => {
    const run = await runScript(engine, { "run.sh": "exec ls -l /proc/self/fd" });
    const opened = run.stdout.trim().split("\n").slice(1);
    expect(opened.length).toBeGreaterThanOrEqual(3);
    // Beside the three, only the listed folder, and nothing where the server itself inherited one.
    const foreign = opened.filter(
      (line) => !/ [012] -> /.test(line) && !/ -> (\/proc\/\d+\/fd|\/dev\/null)$/.test(line),
    );
    expect(foreign).toEqual([]);
  });
});
