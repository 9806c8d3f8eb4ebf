import { err, ok } from "neverthrow";
import { expect, test } from "vitest";
import { aRun, A_SKILL, AN_ATTEMPT, AN_ID } from "../testing/a-run.ts";
import type { EngineJob } from "../ports/engine.ts";
import { createFunctionEngine, type FunctionProgram } from "./memory-engine.ts";
import { createMemoryWorkspaces } from "./memory-workspaces.ts";

function aJob(program: FunctionProgram) {
  const workspaces = createMemoryWorkspaces();
  const printed: string[] = [];
  const job: EngineJob = {
    run: AN_ID,
    attempt: AN_ATTEMPT,
    contract: A_SKILL.contract,
    paths: {
      runDir: "",
      skillDir: "",
      inputsDir: "",
      artifactsDir: "",
      outputPath: "",
      documentPath: "",
      temporaryDir: "",
    },
    document: { parameter: aRun("running").request.parameter },
    limits: { maxWrittenBytes: 1, maxWrittenFiles: 1, graceMs: 1 },
    logs: {
      write: async (stream, chunk) => void printed.push(`${stream}: ${new TextDecoder().decode(chunk)}`),
      close: async () => ok(),
    },
    started: async () => ok(),
  };
  return { engine: createFunctionEngine("mine", workspaces, program), workspaces, job, printed };
}

const never = new AbortController().signal;

test("a function engine is available, takes every package, and has nothing to reap", async () => {
  const { engine } = aJob(async () => undefined);
  expect(engine.describe()).toEqual({
    name: "mine",
    available: true,
    reason: null,
    version: null,
    models: null,
    network: "open",
    wall: "none",
  });
  expect(engine.refuses(A_SKILL.contract)).toBeNull();
  expect((await engine.reap({ pid: 0, startTime: "", bootId: "" })).isOk()).toBe(true);
});

test("`execute()` puts what the function writes where a program would, and answers its exit code", async () => {
  const { engine, job, workspaces, printed } = aJob(async ({ output, artifact, input, print, document }) => {
    output({ sent: new TextDecoder().decode(input("table") ?? new Uint8Array(0)), document });
    artifact("a/b.txt", "text");
    artifact("c.bin", Uint8Array.of(1, 2));
    await print("stderr", "careful");
    await print("stdout", Uint8Array.of(0x6f, 0x6b));
    return 3;
  });
  workspaces.write(AN_ID, AN_ATTEMPT, "inputs/table/data.csv", new TextEncoder().encode("1,2"));
  expect((await engine.execute(job, never))._unsafeUnwrap()).toEqual({ kind: "exited", code: 3 });
  const files = workspaces.read(AN_ID, AN_ATTEMPT);
  expect(JSON.parse(new TextDecoder().decode(files.get("run/output.json")))).toEqual({
    sent: "1,2",
    document: { parameter: { divisor: 7 } },
  });
  expect(new TextDecoder().decode(files.get("run/artifacts/a/b.txt"))).toBe("text");
  expect(files.get("run/artifacts/c.bin")).toEqual(Uint8Array.of(1, 2));
  expect(printed).toEqual(["stderr: careful", "stdout: ok"]);
});

test("`execute()` finds an input under its key alone, too, writes bytes as they are, and takes no answer for 0", async () => {
  const { engine, job, workspaces } = aJob(async ({ output, input }) => {
    output(input("table") ?? Uint8Array.of(0));
  });
  workspaces.write(AN_ID, AN_ATTEMPT, "inputs/table2", Uint8Array.of(6));
  workspaces.write(AN_ID, AN_ATTEMPT, "inputs/table", Uint8Array.of(7));
  expect((await engine.execute(job, never))._unsafeUnwrap()).toEqual({ kind: "exited", code: 0 });
  expect(workspaces.read(AN_ID, AN_ATTEMPT).get("run/output.json")).toEqual(Uint8Array.of(7));
});

test("`execute()` tells a rejection on stderr and answers 1", async () => {
  const { engine, job, printed } = aJob(() => Promise.reject(new Error("Division by zero")));
  expect((await engine.execute(job, never))._unsafeUnwrap()).toEqual({ kind: "exited", code: 1 });
  expect(printed.join("")).toContain("Division by zero");
  const odd = aJob(() => Promise.reject("text alone"));
  await odd.engine.execute(odd.job, never);
  expect(odd.printed).toEqual(["stderr: text alone\n"]);
});

test("`execute()` does not call the function before its start is on record", async () => {
  let called = false;
  const { engine, job } = aJob(async () => {
    called = true;
  });
  const outcome = await engine.execute({ ...job, started: async () => err("no") }, never);
  expect(outcome._unsafeUnwrap().kind).toBe("not_started");
  expect((await engine.execute(job, AbortSignal.abort("canceled")))._unsafeUnwrap()).toEqual({ kind: "stopped" });
  const stopping = new AbortController();
  const started = async () => {
    stopping.abort();
    return err("too late");
  };
  expect((await engine.execute({ ...job, started }, stopping.signal))._unsafeUnwrap()).toEqual({ kind: "stopped" });
  expect(called).toBe(false);
});

test("`execute()` answers that it was stopped when the signal aborts, once the function has ended", async () => {
  const stopping = new AbortController();
  const { engine, job } = aJob(async (_job, signal) => {
    stopping.abort();
    return signal.aborted ? 0 : 9;
  });
  expect((await engine.execute(job, stopping.signal))._unsafeUnwrap()).toEqual({ kind: "stopped" });
});
