// What does the suite of `Engine` need of an adapter?
import type {
  AttemptId,
  Engine,
  JsonObject,
  PackageContract,
  ProcessIdentity,
  RunId,
  WorkspacePaths,
} from "@mayfly/core";
import type { Step } from "./steps.ts";

/** A package that was staged for one attempt. */
export interface StagedProgram {
  readonly contract: PackageContract;
  readonly paths: WorkspacePaths;
  /** A file below the artifacts folder as it is now, `null` when there is none. */
  artifact(path: string): Promise<string | null>;
}

export interface EngineUnderTest {
  readonly engine: Engine;
  /**
   * Stages a package whose program does `steps`, with its job document, where the adapter reads that from a file;
   * `stepScript` writes the program in JavaScript.
   */
  stage(run: RunId, attempt: AttemptId, steps: readonly Step[], document: JsonObject): Promise<StagedProgram>;
  /** Declares that there are packages that the engine cannot run here: one of them; without, it runs every package. */
  readonly cannotRun?: PackageContract;
  /** Declares that the engine ends a job that writes more than its limits; without, it lets it. */
  readonly countsFiles?: true;
  /** Declares that programs are processes, which can be ended whatever they do. */
  readonly processes?: {
    /** Whether this very process is there, and not only waiting for its parent to notice its end. */
    lives(process: ProcessIdentity): Promise<boolean>;
  };
  /** Frees whatever the adapter holds; called after each test. */
  close(): Promise<void>;
}

/** Gives an engine with no jobs. */
export type OpenEngine = () => Promise<EngineUnderTest>;

/** Why a test of processes is left out. */
export const NO_PROCESSES = "the adapter does not say that its programs are processes";

/** Opens an engine for one test, and closes it however that ends. */
export async function withEngine(open: OpenEngine, act: (under: EngineUnderTest) => Promise<unknown>): Promise<void> {
  const under = await open();
  try {
    await act(under);
  } finally {
    await under.close();
  }
}
