// How is an engine written as one function?
import type { FunctionProgram } from "./memory-engine.ts";

/** An engine that `createMemoryPorts` makes real over its own workspaces. */
export interface EngineDefinition {
  readonly name: string;
  readonly program: FunctionProgram;
}

/**
 * Names a function as an engine: it gets the job and an `AbortSignal`, and answers the exit code, or nothing for 0. What
 * it throws is told on the run's stderr and is exit code 1. Packages ask for it by `name` in their `engines`.
 */
export function defineEngine(name: string, program: FunctionProgram): EngineDefinition {
  return { name, program };
}
