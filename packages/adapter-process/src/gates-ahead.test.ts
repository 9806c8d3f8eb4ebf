// Does a process wait for the next run, and does it harm nobody there?
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ProcessIdentity } from "@mayfly/core";
import { ok } from "neverthrow";
import { expect, test } from "vitest";
import { processEntry } from "./process-table.ts";
import { createScriptEngine } from "./script-engine.ts";
import { childrenOf } from "./testing/children-of.ts";
import { freshWorkspace } from "./testing/fresh-workspace.ts";
import { startHost } from "./testing/host-process.ts";
import { runScript } from "./testing/run-script.ts";

const HAS_TABLE = process.platform === "linux";
const SCRIPT = { "run.sh": "echo ran" };
const RAN = { outcome: { kind: "exited", code: 0 }, stdout: "ran\n", stderr: "" };

/** The process that waits, or soon will, as the only child of `parent` beside `others`. */
async function waiting(parent = process.pid, others: readonly number[] = []): Promise<number> {
  for (;;) {
    const children = (await childrenOf(parent)).filter((pid) => !others.includes(pid));
    if (children.length > 0) {
      expect(children).toHaveLength(1);
      return children[0] ?? 0;
    }
    await sleep(5);
  }
}

async function gone(pid: number): Promise<void> {
  for (let entry = processEntry(pid); entry !== null && !entry.dead; entry = processEntry(pid)) await sleep(5);
}

test.runIf(HAS_TABLE)("a run leaves a process for the next one, which takes it, and only one", async () => {
  const engine = await createScriptEngine({ sandbox: "none" });
  expect(await runScript(engine, SCRIPT)).toMatchObject(RAN);
  const first = await waiting();
  const taken = await runScript(engine, SCRIPT);
  expect(taken).toMatchObject({ ...RAN, identity: { pid: first } });
  const second = await waiting();
  expect(second).not.toBe(first);

  const identities: ProcessIdentity[] = [];
  const started = async (identity: ProcessIdentity) => {
    identities.push(identity);
    return ok();
  };
  const both = await Promise.all([1, 2].map(() => runScript(engine, SCRIPT, { started })));
  expect(both).toMatchObject([RAN, RAN]);
  expect(identities.map(({ pid }) => pid)).toContain(second);
  expect(new Set(identities.map(({ pid }) => pid)).size).toBe(2);

  const killed = await waiting();
  process.kill(killed, "SIGKILL");
  await gone(killed);
  const after = await runScript(engine, SCRIPT);
  expect(after).toMatchObject(RAN);
  expect(after.identity?.pid).not.toBe(killed);
  process.kill(await waiting(), "SIGKILL");
});

test.runIf(HAS_TABLE)("what waits ends with a server that is killed", async () => {
  await using workspace = await freshWorkspace({ "run.mjs": "setInterval(() => {}, 1000); console.log('runs');" });
  const host = startHost({ options: { sandbox: "none" }, script: "run.mjs", paths: workspace.paths, gate: "open" });
  const { pid } = await host.heard("identity");
  const next = await waiting(host.child.pid, [pid]);
  await host.crash();
  await Promise.all([pid, next].map(gone));
});

test("what waits does not keep a process alive that has nothing else to do", async () => {
  // Long enough for the next one to be started.
  await using workspace = await freshWorkspace({ "run.sh": "sleep 0.3" });
  const script = `
    import { createScriptEngine } from ${JSON.stringify(new URL("./script-engine.ts", import.meta.url).href)};
    import { childrenOf } from ${JSON.stringify(new URL("./testing/children-of.ts", import.meta.url).href)};
    import { scriptJob } from ${JSON.stringify(new URL("./testing/script-job.ts", import.meta.url).href)};
    const engine = await createScriptEngine({ sandbox: "none" });
    const job = await scriptJob({ script: "run.sh", paths: ${JSON.stringify(workspace.paths)} });
    const outcome = await engine.execute(job, new AbortController().signal);
    console.log(JSON.stringify([outcome.isOk() ? outcome.value : outcome.error, (await childrenOf(process.pid)).length]));`;
  const flags = ["--conditions=@mayfly/source", "--input-type=module-typescript", "-e", script];
  const cwd = fileURLToPath(new URL(".", import.meta.url));
  const child = spawn(process.execPath, flags, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  const said: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  expect(await once(child, "close")).toEqual([0, null]);
  expect(said.join("")).toBe(`[{"kind":"exited","code":0},${HAS_TABLE ? 1 : 0}]\n`);
});
