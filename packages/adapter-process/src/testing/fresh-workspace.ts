// Where does a test's run have its files?
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { WorkspacePaths } from "@mayfly/core";

export interface FreshWorkspace extends AsyncDisposable {
  /** The data folder of a server that has this run and another. */
  readonly dataDir: string;
  /** A file that only the server should see. */
  readonly serverFile: string;
  /** A file of another run. */
  readonly otherRunsFile: string;
  readonly paths: WorkspacePaths;
}

/** A workspace laid out as on a server, with `files` as the skill. */
export async function freshWorkspace(files: Readonly<Record<string, string>>): Promise<FreshWorkspace> {
  const dataDir = await realpath(await mkdtemp(join(tmpdir(), "mayfly-process-")));
  const folder = join(dataDir, "tmp", "run-1", "attempt-1");
  const runDir = join(folder, "run");
  const paths: WorkspacePaths = {
    runDir,
    skillDir: join(folder, "skill"),
    inputsDir: join(folder, "inputs"),
    artifactsDir: join(runDir, "artifacts"),
    outputPath: join(runDir, "output.json"),
    documentPath: join(runDir, "job.json"),
    temporaryDir: join(runDir, "tmp"),
  };
  const serverFile = join(dataDir, "mayfly.db");
  const otherRunsFile = join(dataDir, "tmp", "run-2", "attempt-1", "run", "output.json");
  const everything: Record<string, string> = {
    [serverFile]: "server",
    [otherRunsFile]: "other",
    [join(paths.inputsDir, "table.csv")]: "a,b\n",
  };
  for (const [name, text] of Object.entries(files)) everything[join(paths.skillDir, name)] = text;
  for (const folderPath of [paths.artifactsDir, paths.temporaryDir]) await mkdir(folderPath, { recursive: true });
  for (const [path, text] of Object.entries(everything)) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return {
    dataDir,
    serverFile,
    otherRunsFile,
    paths,
    [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }),
  };
}
