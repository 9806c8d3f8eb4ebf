import { chown, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { freshWorkspace } from "./testing/fresh-workspace.ts";
import { startHost } from "./testing/host-process.ts";
import { runScript } from "./testing/run-script.ts";
import { scriptContract } from "./testing/script-job.ts";
import { ALL_WALLS, wallsHere } from "./testing/walls-here.ts";

const MiB = 1024 * 1024;
const limits = { memoryBytes: 300 * MiB, processes: 40, openFiles: 64 };
const walls = await wallsHere(ALL_WALLS, { limits });
const ORDINARY_USER = 65534;

describe.each(walls)("behind $wall", ({ wall, engine }) => {
  const anyLanguage = wall === "bubblewrap" || wall === "none";

  test("objects that fill the memory end the script", async () => {
    const run = await runScript(engine, {
      "run.mjs": `const all = []; for (;;) all.push(new Array(100_000).fill({}));`,
    });
    expect(run.outcome.kind).toBe("killed");
    expect(run.stderr).toContain("heap");
  });

  test("buffers that fill the memory end the script", async () => {
    const script = `
      const all = [];
      for (let i = 1; i <= 64; i++) { all.push(Buffer.alloc(${16 * MiB}, 1)); console.log(i); }`;
    const run = await runScript(engine, { "run.mjs": script });
    expect(run.outcome).not.toEqual({ kind: "exited", code: 0 });
    expect(run.stdout.trim().split("\n").length * 16).toBeLessThan(300);
  });

  test("a file that grows past the limit ends the script's write", async () => {
    const script = `
      import { openSync, writeSync } from "node:fs";
      const file = openSync("big.bin", "w");
      for (let i = 0; i < 40; i++) writeSync(file, Buffer.alloc(${MiB}));`;
    const run = await runScript(engine, { "run.mjs": script }, { limits: { maxWrittenBytes: 8 * MiB } });
    // Node ignores the signal and throws; either way the file is no larger. With the document it is too much all the same.
    expect(run.outcome).toEqual({ kind: "files_limit", message: `The run wrote more than ${8 * MiB} bytes.` });
    expect(run.stderr).toContain("EFBIG");
  });

  test("a script cannot hold more files open than the limit", async () => {
    const script = `import { openSync } from "node:fs"; try { for (let i = 0; i < 500; i++) openSync("f", "a"); console.log("all"); } catch (error) { console.log(error.code); }`;
    expect((await runScript(engine, { "run.mjs": script })).stdout).toBe("EMFILE\n");
  });

  test.runIf(anyLanguage)("memory that a shell's child takes is limited too", async ({ skip }) => {
    if (engine.refuses(scriptContract("run.py")) !== null) skip("python3 is not installed");
    const run = await runScript(engine, { "run.sh": `python3 -c 'x = b"x" * ${400 * MiB}' 2>&1 | tail -1` });
    expect(run.stdout).toBe("MemoryError\n");
  });

  test.runIf(anyLanguage)("`execute()` leaves no core file", async () => {
    await runScript(
      engine,
      { "run.sh": "kill -SEGV $$" },
      {
        after: async ({ paths }) => expect(await readdir(paths.runDir)).toEqual(["artifacts", "job.json", "tmp"]),
      },
    );
  });
});

// Root is beyond the limit on processes, so this is asked of an ordinary user's server.
describe("for an ordinary user", () => {
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? ORDINARY_USER : null;
  const names = walls.map(({ wall }) => wall);

  async function ownedWorkspace(files: Record<string, string>) {
    const workspace = await freshWorkspace(files);
    if (user !== null) {
      const inside = await readdir(workspace.dataDir, { recursive: true });
      for (const name of ["", ...inside]) await chown(join(workspace.dataDir, name), user, user);
    }
    return workspace;
  }

  test.each(names)("behind %s a script runs and writes its folder", async (wall) => {
    const script = `import { writeFileSync } from "node:fs"; writeFileSync("own.txt", "x"); console.log("wrote");`;
    await using workspace = await ownedWorkspace({ "run.mjs": script });
    const host = startHost(
      { options: { sandbox: wall }, script: "run.mjs", paths: workspace.paths, gate: "open" },
      user,
    );
    expect(await host.heard("outcome")).toEqual({ kind: "exited", code: 0 });
    expect(host.output()).toBe("wrote\n");
  });

  test.runIf(names.includes("bubblewrap"))(
    "behind bubblewrap a fork bomb stops at the limit and is ended",
    async () => {
      const bomb = `i=0; while [ $i -lt 200 ]; do sleep 60 & i=$((i+1)); echo $i; done`;
      await using workspace = await ownedWorkspace({ "run.sh": bomb });
      const options = { sandbox: "bubblewrap", limits } as const;
      const host = startHost({ options, script: "run.sh", paths: workspace.paths, gate: "open" }, user);
      const outcome = await host.heard("outcome");
      expect(outcome.kind).toBe("exited");
      expect(outcome).not.toEqual({ kind: "exited", code: 0 });
      const started = host
        .output()
        .trim()
        .split("\n")
        .filter((line) => /^\d+$/.test(line)).length;
      expect(started).toBeGreaterThan(10);
      expect(started).toBeLessThan(limits.processes);
    },
  );
});
