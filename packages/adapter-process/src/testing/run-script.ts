// What does a script do when the engine runs it?
import type { Engine, EngineOutcome, ProcessIdentity } from "@mayfly/core";
import { ok } from "neverthrow";
import { freshWorkspace, type FreshWorkspace } from "./fresh-workspace.ts";
import { scriptJob, type ScriptJob } from "./script-job.ts";

export interface ScriptRun {
  readonly outcome: EngineOutcome;
  readonly stdout: string;
  readonly stderr: string;
  readonly identity: ProcessIdentity | null;
}

export interface ScriptTry extends Omit<Partial<ScriptJob>, "document" | "paths" | "write"> {
  readonly signal?: AbortSignal;
  readonly document?: (workspace: FreshWorkspace) => NonNullable<ScriptJob["document"]>;
  /** Called with all standard output so far. */
  readonly onOutput?: (stdout: string) => void;
  /** Called when all lies ready. */
  readonly before?: (workspace: FreshWorkspace) => Promise<void>;
  /** Called before the workspace is removed. */
  readonly after?: (workspace: FreshWorkspace) => Promise<void>;
}

/** Runs the first of `files` in a fresh workspace, and removes that. A fault is thrown: no test expects one. */
export async function runScript(
  engine: Engine,
  files: Readonly<Record<string, string>>,
  how: ScriptTry = {},
): Promise<ScriptRun> {
  await using workspace = await freshWorkspace(files);
  const text = { stdout: "", stderr: "" };
  let identity: ProcessIdentity | null = null;
  const job = await scriptJob({
    script: Object.keys(files)[0] ?? null,
    paths: workspace.paths,
    document: how.document?.(workspace) ?? {},
    limits: how.limits ?? {},
    started: async (started) => {
      identity = started;
      return how.started === undefined ? ok() : how.started(started);
    },
    write: async (stream, chunk) => {
      text[stream] += Buffer.from(chunk).toString();
      if (stream === "stdout") how.onOutput?.(text.stdout);
    },
    ...(how.script === undefined ? {} : { script: how.script }),
  });
  await how.before?.(workspace);
  const outcome = await engine.execute(job, how.signal ?? new AbortController().signal);
  if (outcome.isErr()) throw new Error(outcome.error.message);
  await how.after?.(workspace);
  return { outcome: outcome.value, ...text, identity };
}
