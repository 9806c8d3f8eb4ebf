import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { identityOf, markOf, readBootId } from "./process-identity.ts";
import { relatedProcesses } from "./process-table.ts";
import { reapProcess } from "./reap-process.ts";
import { freshWorkspace } from "./testing/fresh-workspace.ts";
import { startHost } from "./testing/host-process.ts";
import { ALL_WALLS, wallsHere } from "./testing/walls-here.ts";

const walls = await wallsHere(ALL_WALLS);
/** Grows a file for as long as it lives, whatever signal it gets. */
const GROWS = `
  import { appendFileSync } from "node:fs";
  process.on("SIGTERM", () => {});
  appendFileSync("alive.txt", "x");
  console.log("up");
  setInterval(() => appendFileSync("alive.txt", "x"), 20);`;
const FORGETS = `(setsid sh -c 'while :; do printf x >> alive.txt; sleep 0.05; done' >/dev/null 2>&1 &); sleep 0.2; echo up; sleep 60`;

describe.each(walls)("behind $wall", ({ wall, engine }) => {
  const anyLanguage = wall === "bubblewrap" || wall === "none";
  const scripts = [{ name: "run.mjs", text: GROWS }, ...(anyLanguage ? [{ name: "run.sh", text: FORGETS }] : [])];

  test.each(scripts)("`reap()` leaves nothing of $name running after the server was killed", async ({ name, text }) => {
    await using workspace = await freshWorkspace({ [name]: text });
    const host = startHost({ options: { sandbox: wall }, script: name, paths: workspace.paths, gate: "open" });
    const identity = await host.heard("identity");
    await host.heard("output");
    await host.crash();
    expect((await engine.reap(identity)).isOk()).toBe(true);

    expect(await relatedProcesses(identity, markOf(identity), null)).toEqual([]);
    const alive = join(workspace.paths.runDir, "alive.txt");
    const size = (await readFile(alive)).length;
    await sleep(200);
    expect((await readFile(alive)).length).toBe(size);
  });

  test("`reap()` of a job that is long gone is ok, and may be repeated", async () => {
    await using workspace = await freshWorkspace({ "run.mjs": GROWS });
    const host = startHost({ options: { sandbox: wall }, script: "run.mjs", paths: workspace.paths, gate: "open" });
    const identity = await host.heard("identity");
    await host.heard("output");
    await host.crash();
    expect((await engine.reap(identity)).isOk()).toBe(true);
    expect((await engine.reap(identity)).isOk()).toBe(true);
  });
});

describe("`reapProcess()`", () => {
  test("spares a process that has the recorded number but began at another time or in another boot", async () => {
    const stranger = spawn("sleep", ["30"], { detached: true, stdio: "ignore" });
    const bootId = await readBootId();
    const identity = await identityOf(stranger.pid ?? 0, bootId);
    if (identity === null) throw new Error("the stranger did not start");
    expect((await reapProcess({ ...identity, startTime: "1" }, bootId)).isOk()).toBe(true);
    expect((await reapProcess({ ...identity, bootId: "another" }, bootId)).isOk()).toBe(true);
    await sleep(50);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    expect((await reapProcess(identity, bootId)).isOk()).toBe(true);
    if (stranger.signalCode === null) await once(stranger, "exit");
    expect(stranger.signalCode).toBe("SIGKILL");
  });
});
