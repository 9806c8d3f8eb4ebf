// In which ways can an engine of processes fail to end them?
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createScriptEngine } from "@mayfly/adapter-process";
import type { Engine } from "@mayfly/core";
import { ok } from "neverthrow";
import { describe } from "vitest";
import { ending } from "../../engine/ending.ts";
import type { EngineUnderTest } from "../../engine/engine-under-test.ts";
import { stepScript } from "../../engine/step-script.ts";
import { A_SKILL } from "../../parts-of-a-run.ts";
import type { Break } from "./break.ts";

const SCRIPT = "run.mjs";

/** Only the promises about ends: the others are broken over functions, which start sooner. */
function breaking(does: string, noticedBy: string, wrong: (real: Engine) => Partial<Engine>): Break {
  const open = async (): Promise<EngineUnderTest> => {
    const real = await createScriptEngine({ sandbox: "none" });
    const folder = await mkdtemp(join(tmpdir(), "mayfly-broken-engine-"));
    return {
      engine: { ...real, ...wrong(real) },
      async stage(_run, attempt, steps, document) {
        const runDir = join(folder, attempt);
        const documentPath = join(runDir, "job.json");
        const [artifactsDir, temporaryDir] = [join(runDir, "artifacts"), join(runDir, "tmp")];
        for (const each of [artifactsDir, temporaryDir]) await mkdir(each, { recursive: true });
        await writeFile(join(runDir, SCRIPT), stepScript(steps, artifactsDir));
        await writeFile(documentPath, JSON.stringify(document));
        return {
          contract: { ...A_SKILL.contract, entrypoint: { script: SCRIPT, prompts: {} } },
          paths: {
            runDir,
            skillDir: runDir,
            inputsDir: runDir,
            artifactsDir,
            outputPath: join(runDir, "output.json"),
            documentPath,
            temporaryDir,
          },
          artifact: (path) => readFile(join(artifactsDir, path), "utf8").catch(() => null),
        };
      },
      processes: { lives: ({ pid }) => lives(pid) },
      close: () => rm(folder, { recursive: true, force: true }),
    };
  };
  return {
    does,
    noticedBy,
    describe: (name) =>
      describe(`${name} keeps the promises of Engine`, () => {
        ending(open);
      }),
  };
}

/** What is dead and only waits for its parent to notice is told by its state, where the system tells. */
async function lives(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat !== null) return !/\) [ZX] /u.test(stat);
  try {
    return process.platform !== "linux" && process.kill(pid, 0);
  } catch {
    return false;
  }
}

export const BROKEN_REAPERS: readonly Break[] = [
  breaking("waits for whom it asked", "an abort ends a program that does not heed it", (real) => ({
    execute: (job, signal) => real.execute({ ...job, limits: { ...job.limits, graceMs: 60_000 } }, signal),
  })),
  breaking("gives no grace", "an abort ends a program that does not heed it", (real) => ({
    execute: (job, signal) => real.execute({ ...job, limits: { ...job.limits, graceMs: 0 } }, signal),
  })),
  breaking("reaps nothing", "`reap()` of a process that lives", () => ({ reap: async () => ok() })),
  breaking("does not wait for whom it reaps", "`reap()` of a process that lives", (real) => ({
    async reap(process) {
      setTimeout(() => void real.reap(process), 200);
      return ok();
    },
  })),
  breaking("reaps whoever has the number", "`reap()` spares a process", () => ({
    async reap({ pid }) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It is gone already.
      }
      return ok();
    },
  })),
];
