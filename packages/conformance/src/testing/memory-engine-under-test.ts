// How does a function do the steps of a suite's program?
import type { PackageContract } from "@mayfly/core";
import { createFunctionEngine, createMemoryWorkspaces, type FunctionJob } from "@mayfly/core/memory";
import type { EngineUnderTest } from "../engine/engine-under-test.ts";
import { LONGEST_WAIT_MS, type Step } from "../engine/steps.ts";
import { A_SKILL } from "../parts-of-a-run.ts";

/** A function engine over memory, whose every package does the steps that it was staged with. */
export function memoryEngineUnderTest(): EngineUnderTest {
  const workspaces = createMemoryWorkspaces();
  const programs = new Map<string, readonly Step[]>();
  const engine = createFunctionEngine("function", workspaces, (job, signal) =>
    doSteps(programs.get(job.contract.id) ?? [], job, signal),
  );
  return {
    engine,
    async stage(run, attempt, steps) {
      const contract: PackageContract = { ...A_SKILL.contract, id: run };
      programs.set(contract.id, steps);
      return {
        contract,
        paths: {
          runDir: "",
          skillDir: "",
          inputsDir: "",
          artifactsDir: "",
          outputPath: "",
          documentPath: "",
          temporaryDir: "",
        },
        async artifact(path) {
          const bytes = workspaces.read(run, attempt).get(`run/artifacts/${path}`);
          return bytes === undefined ? null : new TextDecoder().decode(bytes);
        },
      };
    },
    close: async () => undefined,
  };
}

async function doSteps(steps: readonly Step[], job: FunctionJob, signal: AbortSignal): Promise<number> {
  for (const step of steps) {
    if (step.does === "print") await job.print(step.stream, step.text);
    else if (step.does === "print_document") await job.print("stdout", JSON.stringify(job.document));
    else if (step.does === "write") job.artifact(step.path, step.text);
    else if (step.does === "end") return step.code;
    else await wait(step.deaf ? null : signal);
  }
  return 0;
}

function wait(signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_WAIT_MS);
    const heed = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if (signal?.aborted === true) heed();
    else signal?.addEventListener("abort", heed, { once: true });
  });
}
