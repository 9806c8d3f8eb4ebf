import { readdir, readFile, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { freshWorkspace } from "./testing/fresh-workspace.ts";
import { runScript } from "./testing/run-script.ts";
import { scriptJob } from "./testing/script-job.ts";
import { ALL_WALLS, wallsHere } from "./testing/walls-here.ts";

const walls = await wallsHere(ALL_WALLS);

/** Whether any process has `word` in its command line. */
async function someoneRuns(word: string): Promise<boolean> {
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, "latin1").catch(() => "");
    if (line.includes(word)) return true;
  }
  return false;
}

describe.each(walls)("behind $wall", ({ wall, engine }) => {
  const anyLanguage = wall === "bubblewrap" || wall === "none";

  test("`execute()` never starts when it is aborted before", async () => {
    const run = await runScript(engine, { "run.mjs": "" }, { signal: AbortSignal.abort() });
    expect(run).toMatchObject({ outcome: { kind: "stopped" }, identity: null });
  });

  test("`execute()` lets a script end itself after an abort, within the grace period", async () => {
    const abort = new AbortController();
    const script = `process.on("SIGTERM", () => { console.log("tidied"); process.exit(0); }); setInterval(() => {}, 1000); console.log("up");`;
    const begin = performance.now();
    const run = await runScript(
      engine,
      { "run.mjs": script },
      { signal: abort.signal, limits: { graceMs: 20_000 }, onOutput: () => abort.abort() },
    );
    expect(run).toMatchObject({ outcome: { kind: "stopped" }, stdout: "up\ntidied\n" });
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  test("`execute()` ends an ordinary script at an abort without waiting for the grace period", async () => {
    const abort = new AbortController();
    const script = `setInterval(() => {}, 1000); console.log("up");`;
    const begin = performance.now();
    const run = await runScript(
      engine,
      { "run.mjs": script },
      { signal: abort.signal, limits: { graceMs: 20_000 }, onOutput: () => abort.abort() },
    );
    expect(run.outcome).toEqual({ kind: "stopped" });
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  test("`execute()` ends a script that ignores SIGTERM after the grace period", async () => {
    const abort = new AbortController();
    const script = `process.on("SIGTERM", () => console.log("no")); setInterval(() => {}, 1000); console.log("up");`;
    let aborted = 0;
    const run = await runScript(
      engine,
      { [`ignores-${wall}.mjs`]: script },
      {
        signal: abort.signal,
        limits: { graceMs: 400 },
        onOutput: () => {
          if (aborted === 0) aborted = performance.now();
          abort.abort();
        },
      },
    );
    const waited = performance.now() - aborted;
    expect(run).toMatchObject({ outcome: { kind: "stopped" }, stdout: "up\nno\n" });
    expect(waited).toBeGreaterThanOrEqual(390);
    expect(waited).toBeLessThan(5_000);
    expect(await someoneRuns(`ignores-${wall}.mjs`)).toBe(false);
  });

  test("`execute()` reports endless output as it comes, and ends it at the abort", async () => {
    const abort = new AbortController();
    let bytes = 0;
    const before = process.memoryUsage().rss;
    const script = `const chunk = "x".repeat(65536); const more = () => process.stdout.write(chunk, more); more();`;
    const run = await runScript(
      engine,
      { "run.mjs": script },
      {
        signal: abort.signal,
        onOutput: (stdout) => {
          bytes = stdout.length;
          if (bytes > 20_000_000) abort.abort();
        },
      },
    );
    expect(run.outcome).toEqual({ kind: "stopped" });
    expect(bytes).toBeGreaterThan(20_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(500_000_000);
  });

  test("`execute()` makes a script wait when the log takes no more", async () => {
    const abort = new AbortController();
    const script = `
      import { writeFileSync, writeSync } from "node:fs";
      const chunk = "x".repeat(65536);
      for (let count = 1; ; count++) { writeSync(1, chunk); writeFileSync("count.txt", String(count)); }`;
    let chunks = 0;
    let written = 0;
    await using workspace = await freshWorkspace({ "run.mjs": script });
    const job = await scriptJob({
      script: "run.mjs",
      paths: workspace.paths,
      write: async () => {
        chunks += 1;
        if (chunks > 1) return;
        await sleep(700);
        written = Number(await readFile(`${workspace.paths.runDir}/count.txt`, "utf8").catch(() => "0"));
        abort.abort();
      },
    });
    const outcome = await engine.execute(job, abort.signal);
    expect(outcome._unsafeUnwrap()).toEqual({ kind: "stopped" });
    // While the log stood still the script got no further than what pipes and buffers hold.
    expect(written * 65536).toBeLessThan(4_000_000);
  });

  test("`execute()` ends a script that writes too many files", async () => {
    const script = `import { writeFileSync } from "node:fs"; for (let i = 0; i < 300; i++) writeFileSync("f" + i, ""); setInterval(() => {}, 1000);`;
    const run = await runScript(engine, { "run.mjs": script }, { limits: { maxWrittenFiles: 100 } });
    expect(run.outcome).toEqual({ kind: "files_limit", message: "The run wrote more than 100 files." });
  });

  test("`execute()` notices too many bytes in a script that ended before anybody looked", async () => {
    const script = `import { writeFileSync } from "node:fs"; for (let i = 0; i < 5; i++) writeFileSync("f" + i, "x".repeat(500_000));`;
    const run = await runScript(engine, { "run.mjs": script }, { limits: { maxWrittenBytes: 1_000_000 } });
    expect(run.outcome).toEqual({ kind: "files_limit", message: "The run wrote more than 1000000 bytes." });
  });

  test.runIf(anyLanguage)(
    "`execute()` ends what a script left in the background, and does not wait for its output",
    async () => {
      const word = `7531.${process.pid}${wall.length}`;
      const run = await runScript(engine, { "run.sh": `sleep ${word} & echo done` });
      expect(run).toMatchObject({ outcome: { kind: "exited", code: 0 }, stdout: "done\n" });
      expect(await someoneRuns(word)).toBe(false);
    },
  );

  test.runIf(anyLanguage)("`execute()` ends one that forks and ends, forks and ends", async () => {
    await using workspace = await freshWorkspace({
      "run.sh": `export HOP="$(dirname "$0")/hop.sh"; sh "$HOP" >/dev/null 2>&1 & sleep 0.3; echo done`,
      "hop.sh": `printf x >> hops; [ -e enough ] || sh "$HOP" &`,
    });
    const job = await scriptJob({ script: "run.sh", paths: workspace.paths, write: async () => {} });
    expect((await engine.execute(job, new AbortController().signal))._unsafeUnwrap()).toEqual({
      kind: "exited",
      code: 0,
    });
    const hops = async (): Promise<number> => (await readFile(`${workspace.paths.runDir}/hops`)).length;
    const before = await hops();
    await sleep(100);
    const after = await hops();
    await writeFile(`${workspace.paths.runDir}/enough`, "");
    expect(before).toBeGreaterThan(10);
    expect(after).toBe(before);
  });

  test.runIf(anyLanguage)("`execute()` finds a child that left the session with a double fork", async () => {
    const word = `7532.${process.pid}${wall.length}`;
    const begin = performance.now();
    const run = await runScript(engine, {
      "run.sh": `(setsid sh -c '(trap "" TERM; sleep ${word}; echo late) &' &); sleep 0.2; echo done`,
    });
    expect(run).toMatchObject({ outcome: { kind: "exited", code: 0 }, stdout: "done\n" });
    expect(await someoneRuns(word)).toBe(false);
    expect(performance.now() - begin).toBeLessThan(4_000);
  });

  test.runIf(anyLanguage)("`execute()` ends a forgotten child at an abort too", async () => {
    const abort = new AbortController();
    const word = `7533.${process.pid}${wall.length}`;
    const run = await runScript(
      engine,
      { "run.sh": `(setsid sleep ${word} &); trap "" TERM; echo up; sleep ${word}` },
      {
        signal: abort.signal,
        limits: { graceMs: 100 },
        onOutput: () => abort.abort(),
      },
    );
    expect(run.outcome).toEqual({ kind: "stopped" });
    expect(await someoneRuns(word)).toBe(false);
  });
});
