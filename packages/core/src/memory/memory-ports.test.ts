import { expect, test } from "vitest";
import { createMayfly } from "../lifecycle/mayfly.ts";
import { bodyOf, GOOD_PROGRAM, INPUTS_ZIP, PACKAGE_ZIP } from "../testing/a-world.ts";
import { defineEngine } from "./define-engine.ts";
import { createMemoryPorts } from "./memory-ports.ts";

test("`createMemoryPorts()` and a function are all that a run needs", async () => {
  const told: string[] = [];
  const log = { info: (event: string) => void told.push(event), warn() {}, error() {} };
  const mayfly = createMayfly(createMemoryPorts({ engines: [defineEngine("function", GOOD_PROGRAM)], log }));
  const run = (await mayfly.create({ kind: "temporary" }))._unsafeUnwrap();
  const upload = (await mayfly.claimUpload(run))._unsafeUnwrap();
  (await upload.receive("package", bodyOf(PACKAGE_ZIP)))._unsafeUnwrap();
  (await upload.receive("inputs", bodyOf(INPUTS_ZIP)))._unsafeUnwrap();
  (await upload.finish())._unsafeUnwrap();
  await (await mayfly.take())._unsafeUnwrap()?.execute();
  const { run: ended, files } = (await mayfly.ended(run))._unsafeUnwrap();
  expect(ended.state.phase).toBe("succeeded");
  expect(files.map(({ path }) => path)).toContain("artifacts/report.md");
  expect(told).toContain("run ended");
});

test("`createMemoryPorts()` says nothing unless it is given a log", async () => {
  const mayfly = createMayfly(createMemoryPorts({ engines: [] }));
  expect((await mayfly.create({ kind: "temporary" })).isOk()).toBe(true);
  expect(mayfly.engines()).toEqual([]);
});
