// In which ways can an engine break its promise?
import { err, ok } from "neverthrow";
import type { Engine, EngineOutcome } from "@mayfly/core";
import { describeEngine } from "../../describe-engine.ts";
import type { EngineUnderTest } from "../../engine/engine-under-test.ts";
import { A_PROCESS, A_SKILL } from "../../parts-of-a-run.ts";
import { memoryEngineUnderTest } from "../memory-engine-under-test.ts";
import type { Break } from "./break.ts";
import { BROKEN_REAPERS } from "./broken-reapers.ts";

const NEVER = new AbortController().signal;
const STOPPED: EngineOutcome = { kind: "stopped" };

function breaking(
  does: string,
  noticedBy: string,
  wrong: (real: Engine) => Partial<Engine>,
  traits: Partial<EngineUnderTest> = {},
): Break {
  const open = async (): Promise<EngineUnderTest> => {
    const under = memoryEngineUnderTest();
    return { ...under, ...traits, engine: { ...under.engine, ...wrong(under.engine) } };
  };
  return { does, noticedBy, describe: (name) => describeEngine(name, open) };
}

export const BROKEN_ENGINES: readonly Break[] = [
  breaking("is described differently each time", "`describe()` answers at once", (real) => {
    let asked = 0;
    return { describe: () => ({ ...real.describe(), version: `${(asked += 1)}` }) };
  }),
  breaking("looks at the system when it is described", "`describe()` answers at once", (real) => ({
    describe() {
      for (const until = performance.now() + 6; performance.now() < until;);
      return real.describe();
    },
  })),
  breaking("is described under another name", "`describe()` answers at once", (real) => ({
    describe: () => ({ ...real.describe(), name: "another" }),
  })),
  breaking("refuses what it runs", "`refuses()` nothing", () => ({ refuses: () => "It does not feel like it." })),
  breaking(
    "refuses without a sentence",
    "`refuses()` what the engine cannot run",
    (real) => ({
      refuses: ({ id }) => (id === A_SKILL.contract.id ? "" : null),
      execute: (job, signal) =>
        job.contract.id === A_SKILL.contract.id
          ? Promise.resolve(ok({ kind: "not_started", message: "It cannot run." }))
          : real.execute(job, signal),
    }),
    { cannotRun: A_SKILL.contract },
  ),
  breaking(
    "runs what it refuses",
    "`refuses()` what the engine cannot run",
    () => ({ refuses: ({ id }) => (id === A_SKILL.contract.id ? "It cannot run." : null) }),
    { cannotRun: A_SKILL.contract },
  ),
  breaking("acts before it is on record", "`started` is called once", (real) => ({
    async execute(job, signal) {
      const running = real.execute({ ...job, started: async () => ok() }, signal);
      await job.started(A_PROCESS);
      return running;
    },
  })),
  breaking("is put on record twice", "`started` is called once", (real) => ({
    execute(job, signal) {
      const started: typeof job.started = async (it) => {
        await job.started(it);
        return job.started(it);
      };
      return real.execute({ ...job, started }, signal);
    },
  })),
  breaking("tells of a process that no record can keep", "`started` is told of a process", (real) => ({
    execute: (job, signal) =>
      real.execute({ ...job, started: (it) => job.started({ ...it, pid: Number.NaN }) }, signal),
  })),
  breaking("acts though its start is not on record", "a program whose start could not be recorded", (real) => ({
    execute: (job, signal) =>
      real.execute({ ...job, started: async (it) => (await job.started(it)).orElse(() => ok()) }, signal),
  })),
  breaking("acts though it was aborted at its gate", "a job that is aborted at its gate", (real) => ({
    async execute(job, signal) {
      if (signal.aborted) return ok(STOPPED);
      const outcome = await real.execute(job, NEVER);
      return signal.aborted ? ok(STOPPED) : outcome;
    },
  })),
  breaking("puts on record what was aborted before", "a job that was aborted before", (real) => ({
    async execute(job, signal) {
      if (signal.aborted) await job.started(A_PROCESS);
      return real.execute(job, signal);
    },
  })),
  breaking("takes every end for a good one", "`execute()` tells that the program exited with 7", (real) => ({
    execute: async (job, signal) =>
      (await real.execute(job, signal)).map((outcome) =>
        outcome.kind === "exited" ? { kind: "exited", code: 0 } : outcome,
      ),
  })),
  breaking("loses the document", "`execute()` gives the program its document", (real) => ({
    execute: (job, signal) => real.execute({ ...job, document: {} }, signal),
  })),
  breaking("does not wait for the log", "`execute()` resolves when all output is in a slow log", (real) => ({
    execute: (job, signal) =>
      real.execute({ ...job, logs: { ...job.logs, write: async (...it) => void job.logs.write(...it) } }, signal),
  })),
  breaking("mixes its streams", "`execute()` resolves when all output is in a slow log", (real) => ({
    execute: (job, signal) =>
      real.execute({ ...job, logs: { ...job.logs, write: (_, chunk) => job.logs.write("stdout", chunk) } }, signal),
  })),
  breaking("takes two jobs at once for one", "`execute()` keeps apart", (real) => {
    let last: ReturnType<Engine["execute"]> | null = null;
    return {
      execute(job, signal) {
        last ??= real.execute(job, signal).finally(() => (last = null));
        return last;
      },
    };
  }),
  breaking("says that it counts, and does not", "`execute()` ends a job that writes more", () => ({}), {
    countsFiles: true,
  }),
  breaking("tells a stopped program as one that ended", "an abort asks the program to end", (real) => ({
    execute: async (job, signal) =>
      (await real.execute(job, signal)).map((outcome) =>
        outcome.kind === "stopped" ? { kind: "exited", code: 0 } : outcome,
      ),
  })),
  breaking("does not wait for last words", "an abort asks the program to end", (real) => ({
    execute: (job, signal) =>
      Promise.race([
        real.execute(job, signal),
        new Promise<Awaited<ReturnType<Engine["execute"]>>>((resolve) =>
          signal.addEventListener("abort", () => resolve(ok(STOPPED))),
        ),
      ]),
  })),
  breaking("takes it ill that a process is gone", "`reap()` of a process that is gone", () => ({
    reap: async () => err({ kind: "unavailable", message: "There is no such process." }),
  })),
  ...BROKEN_REAPERS,
];
