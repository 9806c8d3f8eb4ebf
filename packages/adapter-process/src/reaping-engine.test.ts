// Does an engine that starts nothing end what was started?
import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { identityOf, readBootId } from "./process-identity.ts";
import { createReapingEngine } from "./reaping-engine.ts";
import { runScript } from "./testing/run-script.ts";
import { scriptContract } from "./testing/script-job.ts";

test("a process that a dead server left is ended, and nothing is started", async () => {
  const bootId = await readBootId();
  const engine = createReapingEngine(bootId);
  const left = spawn("sleep", ["30"], { detached: true, stdio: "ignore" });
  const identity = await identityOf(left.pid ?? 0, bootId);
  if (identity === null) throw new Error("It did not start.");
  const exit = once(left, "exit");
  expect((await engine.reap(identity)).isOk()).toBe(true);
  expect(await exit).toEqual([null, "SIGKILL"]);
  expect(engine.describe().available).toBe(false);
  expect(engine.refuses(scriptContract("run.mjs"))).toBe("Nothing is started here.");
  expect((await runScript(engine, { "run.mjs": "" })).outcome.kind).toBe("not_started");
});
