// How does a server look from outside that is about to be killed?
// Arguments as one JSON document: {sandbox, script, paths, gate: "open" | "shut", limits}. Prints one JSON line a word.
import { ok } from "neverthrow";
import type { WorkspacePaths } from "@mayfly/core";
import { createScriptEngine } from "../script-engine.ts";
import type { ScriptEngineOptions } from "../script-engine-options.ts";
import { scriptJob } from "./script-job.ts";

export interface EngineHostArguments {
  readonly options: ScriptEngineOptions;
  readonly script: string;
  readonly paths: WorkspacePaths;
  /** `shut`: the start is never recorded, so the gate stays shut. */
  readonly gate: "open" | "shut";
}

const { options, script, paths, gate } = JSON.parse(process.argv[2] ?? "") as EngineHostArguments;
const say = (word: object) => process.stdout.write(`${JSON.stringify(word)}\n`);

const engine = await createScriptEngine(options);
say({ wall: engine.describe().wall });
const job = await scriptJob({
  script,
  paths,
  started: (identity) => {
    say({ identity });
    return gate === "open" ? Promise.resolve(ok()) : new Promise(() => {});
  },
  write: async (_stream, chunk) => void say({ output: Buffer.from(chunk).toString() }),
});
// Something to wait for, or the event loop would end with the gate shut.
setInterval(() => {}, 1000);
const outcome = await engine.execute(job, new AbortController().signal);
say({ outcome: outcome.isOk() ? outcome.value : outcome.error });
process.exit();
