// Are file outputs run outputs?
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describeRunOutputs } from "@mayfly/conformance";
import { placesOf } from "../data-folder/places.ts";
import { freshDataFolder } from "../testing/fresh-data-folder.ts";
import { workspacePaths } from "../workspaces/workspace-paths.ts";
import { createFileRunOutputs } from "./create-file-run-outputs.ts";

describeRunOutputs("createFileRunOutputs()", async () => {
  const data = await freshDataFolder();
  const places = placesOf(data.path);
  const put = async (path: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  };
  return {
    outputs: createFileRunOutputs(data.path),
    putArtifact: (run, attempt, path, bytes) =>
      put(join(workspacePaths(places.workspace(run, attempt)).artifactsDir, path), bytes),
    putOutput: (run, attempt, bytes) => put(workspacePaths(places.workspace(run, attempt)).outputPath, bytes),
    putInput: (run, attempt, path, bytes) =>
      put(join(workspacePaths(places.workspace(run, attempt)).inputsDir, path), bytes),
    close: data.close,
    unavailable: data.takeAway,
  };
});
