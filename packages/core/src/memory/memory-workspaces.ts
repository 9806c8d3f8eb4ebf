// How are workspaces kept in memory?
import { err, ok, type Result } from "neverthrow";
import type { Aborted, Staged, StagingPlan, StagingRefusal, WorkspacePaths, Workspaces } from "../ports/workspaces.ts";
import type { Problem } from "../problem/problem.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import { extractFiles, extractPackage } from "./extract-files.ts";
import type { MemoryFiles } from "./memory-files.ts";
import { createMemoryPower, POWER_CUT, type MemoryPower } from "./memory-power.ts";
import { sha256 } from "./sha256.ts";

/** Workspaces that are gone when the process ends, and whose files an engine in this process can reach. */
export type MemoryWorkspaces = Workspaces & MemoryFiles;

interface Workspace {
  readonly staged: Staged | null;
  readonly files: Map<string, Uint8Array>;
}

/**
 * The paths that it hands out are names in memory, below `/memory/<run>/<attempt>/`. Where the power goes off, every
 * tree loses some of its files, and is no longer found.
 */
export function createMemoryWorkspaces(power: MemoryPower = createMemoryPower()): MemoryWorkspaces {
  const runs = new Map<RunId, Map<AttemptId, Workspace>>();
  power.onOff(() => {
    for (const attempts of runs.values())
      for (const [attempt, { files }] of attempts)
        attempts.set(attempt, { staged: null, files: new Map([...files].filter((_, n) => n % 2 === 0)) });
  });
  const workspaceOf = (run: RunId, attempt: AttemptId): Workspace => {
    const attempts = runs.get(run) ?? new Map<AttemptId, Workspace>();
    const workspace = attempts.get(attempt) ?? { staged: null, files: new Map() };
    runs.set(run, attempts.set(attempt, workspace));
    return workspace;
  };
  const measure = (run: RunId) => {
    const files = [...(runs.get(run)?.values() ?? [])].flatMap((workspace) => [...workspace.files.values()]);
    return { files: files.length, bytes: files.reduce((sum, bytes) => sum + bytes.length, 0) };
  };
  return {
    async stage(run, attempt, plan, signal) {
      if (signal.aborted) return err({ kind: "aborted" });
      const isOn = power.watch();
      const files = await extractPlan(plan);
      if (!isOn()) return err(POWER_CUT);
      if (signal.aborted) return err<never, Aborted>({ kind: "aborted" });
      if (files.isErr()) return err({ kind: "refused", problems: files.error });
      const paths = pathsOf(run, attempt);
      const names = [...files.value.keys()].filter((path) => path.startsWith("inputs/"));
      const inputs = Object.fromEntries(
        names.map((path) => [path.split("/")[1] ?? "", `${rootOf(run, attempt)}/${path}`]),
      );
      const staged: Staged = { paths, inputs, extractedFiles: files.value.size };
      workspaceOf(run, attempt);
      runs.get(run)?.set(attempt, { staged, files: files.value });
      return ok<Staged, StagingRefusal>(staged);
    },
    async find(run, attempt) {
      return ok(runs.get(run)?.get(attempt)?.staged ?? null);
    },
    async digestInputs(run, attempt) {
      const workspace = runs.get(run)?.get(attempt);
      if (workspace === undefined) return err({ kind: "unavailable", message: "There is no workspace to digest." });
      const files = [...workspace.files].filter(([path]) => path.startsWith("inputs/"));
      const digests = files.map(async ([path, bytes]) => {
        const [, key = "", name = null] = path.split("/");
        return { key, name, sha256: await sha256(bytes) };
      });
      return ok((await Promise.all(digests)).sort((one, other) => (one.key < other.key ? -1 : 1)));
    },
    async writeDocument(run, attempt, document) {
      workspaceOf(run, attempt).files.set("run/input.json", new TextEncoder().encode(`${JSON.stringify(document)}\n`));
      return ok();
    },
    async measure(run) {
      return ok(measure(run));
    },
    async remove(run) {
      const removed = measure(run);
      runs.delete(run);
      return ok(removed);
    },
    async list() {
      return ok([...runs.keys()]);
    },
    async emptyTrash() {
      return ok({ files: 0, bytes: 0 });
    },
    write(run, attempt, path, bytes) {
      workspaceOf(run, attempt).files.set(path, bytes);
    },
    read(run, attempt) {
      return runs.get(run)?.get(attempt)?.files ?? new Map();
    },
  };
}

function rootOf(run: RunId, attempt: AttemptId): string {
  return `/memory/${run}/${attempt}`;
}

function pathsOf(run: RunId, attempt: AttemptId): WorkspacePaths {
  const root = rootOf(run, attempt);
  return {
    runDir: `${root}/run`,
    skillDir: `${root}/skill`,
    inputsDir: `${root}/inputs`,
    artifactsDir: `${root}/run/artifacts`,
    outputPath: `${root}/run/output.json`,
    documentPath: `${root}/run/input.json`,
    temporaryDir: `${root}/tmp`,
  };
}

async function extractPlan(plan: StagingPlan): Promise<Result<Map<string, Uint8Array>, readonly Problem[]>> {
  const files = new Map<string, Uint8Array>();
  const skill = await extractPackage(plan.package, plan.packageLimits);
  if (skill.isErr()) return err(skill.error);
  for (const [path, bytes] of skill.value) files.set(`skill/${path}`, bytes);
  if (plan.inputs === null) return ok(files);
  const inputs = await extractFiles(plan.inputs, plan.inputLimits);
  if (inputs.isErr()) return err(inputs.error);
  for (const [path, bytes] of inputs.value) files.set(`inputs/${path}`, bytes);
  return ok(files);
}
