// Does a wall that is tried leave anything?
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createScriptEngine } from "../script-engine.ts";
import { childrenOf } from "../testing/children-of.ts";

test.each(["auto", "none"] as const)("no trial for %s leaves a process or a file behind", async (sandbox) => {
  const scratchDir = await mkdtemp(join(tmpdir(), "mayfly-scratch-"));
  await createScriptEngine({ sandbox, scratchDir });
  expect(await readdir(scratchDir)).toEqual([]);
  expect(await childrenOf(process.pid)).toEqual([]);
  await rm(scratchDir, { recursive: true });
});
