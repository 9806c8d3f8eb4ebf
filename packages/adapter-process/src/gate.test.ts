import { access, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { err, ok } from "neverthrow";
import { describe, expect, test } from "vitest";
import { processEntry } from "./process-table.ts";
import { freshWorkspace } from "./testing/fresh-workspace.ts";
import { startHost } from "./testing/host-process.ts";
import { runScript } from "./testing/run-script.ts";
import { ALL_WALLS, wallsHere } from "./testing/walls-here.ts";

const walls = await wallsHere(ALL_WALLS);
const MARKS = `import { writeFileSync } from "node:fs"; writeFileSync("ran.txt", "");`;

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Waits until `pid` is gone, at most `ms`. */
async function goneWithin(pid: number, ms: number): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(10)) {
    const entry = processEntry(pid);
    if (entry === null || entry.dead) return true;
  }
  return false;
}

describe.each(walls)("behind $wall", ({ wall, engine }) => {
  test("the process is on record, alive and leader of its group, before a line of the script runs", async () => {
    let mark = "";
    let ranBefore: boolean | null = null;
    let leader: ReturnType<typeof processEntry> = null;
    const run = await runScript(
      engine,
      { "run.mjs": MARKS },
      {
        document: ({ paths }) => ({ mark: (mark = join(paths.runDir, "ran.txt")) }),
        started: async ({ pid }) => {
          leader = processEntry(pid);
          await sleep(300);
          ranBefore = await exists(mark);
          return ok();
        },
        after: async () => expect(await exists(mark)).toBe(true),
      },
    );
    expect(run.outcome).toEqual({ kind: "exited", code: 0 });
    expect(ranBefore).toBe(false);
    const pid = run.identity?.pid;
    expect(leader).toMatchObject({ pid, group: pid, session: pid, startTime: run.identity?.startTime, dead: false });
  });

  test("the gate stays shut when the start cannot be recorded", async () => {
    const run = await runScript(
      engine,
      { "run.mjs": MARKS },
      {
        started: async () => err("conflict"),
        after: async ({ paths }) => expect(await exists(join(paths.runDir, "ran.txt"))).toBe(false),
      },
    );
    expect(run.outcome).toEqual({ kind: "not_started", message: "The start of the process could not be recorded." });
    expect(await goneWithin(run.identity?.pid ?? 0, 1)).toBe(true);
  });

  test("the gate stays shut when the run is stopped before it opens", async () => {
    const abort = new AbortController();
    const run = await runScript(
      engine,
      { "run.mjs": MARKS },
      {
        signal: abort.signal,
        started: async () => {
          abort.abort();
          return ok();
        },
        after: async ({ paths }) => expect(await exists(join(paths.runDir, "ran.txt"))).toBe(false),
      },
    );
    expect(run.outcome).toEqual({ kind: "stopped" });
  });

  test("a process that is gone at the gate never became the program, and that is no end of the program", async () => {
    const run = await runScript(
      engine,
      { "run.mjs": MARKS },
      {
        started: async ({ pid }) => {
          process.kill(pid, "SIGKILL");
          return ok();
        },
        after: async ({ paths }) => expect(await exists(join(paths.runDir, "ran.txt"))).toBe(false),
      },
    );
    expect(run.outcome).toEqual({ kind: "not_started", message: expect.stringMatching(/^\S.*\.$/u) });
  });

  test("a process that does not find its document is none of the program, and standard error says why", async () => {
    const run = await runScript(
      engine,
      { "run.mjs": MARKS },
      { started: async () => ok(), before: ({ paths }) => rm(paths.documentPath) },
    );
    expect(run.outcome).toEqual({ kind: "not_started", message: expect.stringMatching(/^\S.*\.$/u) });
    expect(run.stderr).toContain("job.json");
  });

  test("a process whose server is killed at the gate ends without running the script", async () => {
    await using workspace = await freshWorkspace({ "run.mjs": MARKS });
    const host = startHost({ options: { sandbox: wall }, script: "run.mjs", paths: workspace.paths, gate: "shut" });
    const { pid } = await host.heard("identity");
    expect(processEntry(pid)?.dead).toBe(false);
    await host.crash();
    expect(await goneWithin(pid, 5_000)).toBe(true);
    expect(await exists(join(workspace.paths.runDir, "ran.txt"))).toBe(false);
  });
});
