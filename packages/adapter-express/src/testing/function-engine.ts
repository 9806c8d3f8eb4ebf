// How does a test say what a package does when it is run?
import type { Engine, EngineJob, EngineOutcome } from "@mayfly/core";
import type { MemoryFiles } from "@mayfly/core/memory";
import { ok } from "neverthrow";

export interface Desk {
  readonly job: EngineJob;
  readonly signal: AbortSignal;
  /** Writes a file of the workspace, such as `run/output.json` or `run/artifacts/report.md`. */
  write(path: string, content: string | Uint8Array): void;
}

export type Program = (desk: Desk) => Promise<EngineOutcome> | EngineOutcome;

const DONE: EngineOutcome = { kind: "exited", code: 0 };

/** An engine that runs `program` in this process. */
export function createFunctionEngine(name: string, files: MemoryFiles, program: Program = () => DONE): Engine {
  return {
    name,
    describe: () => ({ name, available: true, reason: null, version: null, network: "open", wall: "none" }),
    refuses: () => null,
    async execute(job, signal) {
      await job.started({ pid: process.pid, startTime: "0", bootId: "test" });
      const write: Desk["write"] = (path, content) =>
        files.write(
          job.run,
          job.attempt,
          path,
          typeof content === "string" ? new TextEncoder().encode(content) : content,
        );
      return ok(await program({ job, signal, write }));
    },
    async reap() {
      return ok();
    },
  };
}
