// What does collecting what a run left answer, in a process of its own?
import type { AttemptId, RunId } from "@mayfly/core";
import { createFileRunOutputs } from "../outputs/create-file-run-outputs.ts";

const [dataDir = "", run = "", attempt = ""] = process.argv.slice(2);
const limits = {
  maxOutputBytes: 1000,
  maxArtifactBytes: 1000,
  maxArtifacts: 10,
  maxPathBytes: 512,
  maxDepth: 32,
  keepInputs: true,
};
const never = new AbortController().signal;
const outputs = createFileRunOutputs(dataDir);
const collected = await outputs.collect(run as RunId, attempt as AttemptId, limits, never);
process.stdout.write(
  JSON.stringify(
    collected.match(
      ({ output, artifacts, inputs, problems }) => ({
        output: output !== null,
        kept: [...artifacts, ...inputs].map(({ path }) => path),
        told: problems.map(({ code, entry, hint }) => [code, entry, hint]),
      }),
      (failed) => ({ failed }),
    ),
  ),
);
