// What does a run's program find in its environment?
import type { EngineJob } from "@mayfly/core";

/** Where programs are looked up, inside every wall and without one. */
export const PROGRAM_DIRS: readonly string[] = ["/usr/local/bin", "/usr/bin", "/bin"];

/** An environment built from nothing: no variable of the server's is in it (req C2, design §6). */
export function cleanEnvironment(job: EngineJob): Record<string, string> {
  return {
    PATH: PROGRAM_DIRS.join(":"),
    HOME: job.paths.temporaryDir,
    TMPDIR: job.paths.temporaryDir,
    LANG: "C.UTF-8",
    USER: "skill",
    LOGNAME: "skill",
    MAYFLY_RUN_ID: job.run,
    MAYFLY_JOB: job.paths.documentPath,
  };
}
