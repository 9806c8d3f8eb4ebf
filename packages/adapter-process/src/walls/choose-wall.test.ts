import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createScriptEngine } from "../script-engine.ts";

const run = promisify(execFile);

/** Whether the tool by itself can do here what the wall is built from. */
async function works(tool: string, args: readonly string[]): Promise<boolean> {
  return run(tool, args).then(
    () => true,
    () => false,
  );
}

const hasBubblewrap = await works("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true"]);
const hasNamespaces = await works("unshare", ["--user", "--map-current-user", "--net", "--pid", "--fork", "true"]);

test.runIf(hasBubblewrap)("`auto` takes bubblewrap where bwrap works", async () => {
  const engine = await createScriptEngine();
  expect(engine.describe()).toMatchObject({ wall: "bubblewrap", network: "none" });
});

test.runIf(hasNamespaces)("the namespaces stand where unshare can make them", async () => {
  const engine = await createScriptEngine({ sandbox: "namespaces" });
  expect(engine.describe()).toMatchObject({ wall: "namespaces and Node permissions", network: "none" });
});

test("Node's permissions stand everywhere, and their network is told to be open", async () => {
  const engine = await createScriptEngine({ sandbox: "permissions" });
  expect(engine.describe()).toMatchObject({ wall: "Node permissions alone", network: "open", available: true });
});

test("`none` is told to be no wall", async () => {
  const engine = await createScriptEngine({ sandbox: "none" });
  expect(engine.describe()).toMatchObject({ wall: "none", network: "open", available: true });
});
