// What does a package's program do with a job, when a test starts it as a server would?
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folder of a skill package here. */
export function packageFolder(id: string): string {
  return join(import.meta.dirname, "packages", id);
}

export type ProgramEnd = {
  readonly code: number | null;
  readonly output: unknown;
  readonly artifacts: ReadonlyMap<string, string>;
  readonly stderr: string;
};

/**
 * Runs the program of a package under Node's permission model, in a fresh folder that is gone
 * afterwards, with no more rights than to read the package and its job and to write its outputs.
 * @param id of a package in test-fixtures/packages
 * @param files content by the path it gets below the input folder; the key is its first part
 * @param parameter as a client would send it
 */
export async function runPackage(
  id: string,
  files: Record<string, string | Uint8Array>,
  parameter: Record<string, unknown>,
): Promise<ProgramEnd> {
  const run = realpathSync(mkdtempSync(join(tmpdir(), "mayfly-package-")));
  try {
    const skill = packageFolder(id);
    const input: Record<string, string> = {};
    for (const [name, content] of Object.entries(files)) {
      const path = join(run, "inputs", name);
      mkdirSync(join(path, ".."), { recursive: true });
      writeFileSync(path, content);
      input[name.split("/")[0] ?? name] = path;
    }
    const artifactsDir = join(run, "artifacts");
    mkdirSync(artifactsDir);
    const job = {
      input,
      parameter,
      run_dir: run,
      skill_dir: skill,
      artifacts_dir: artifactsDir,
      output_path: join(run, "output.json"),
    };
    writeFileSync(join(run, "input.json"), JSON.stringify(job));
    const { code, stderr } = await execute(skill, run, JSON.stringify(job));
    const artifacts = new Map<string, string>();
    for (const name of artifactPatterns(skill)) {
      const path = join(artifactsDir, name);
      if (existsSync(path)) artifacts.set(name, readFileSync(path, "utf8"));
    }
    const output: unknown = existsSync(job.output_path) ? JSON.parse(readFileSync(job.output_path, "utf8")) : null;
    return { code, output, artifacts, stderr };
  } finally {
    rmSync(run, { recursive: true, force: true });
  }
}

function execute(skill: string, run: string, job: string): Promise<{ code: number | null; stderr: string }> {
  const script = join(skill, runner(skill).entrypoint.script);
  const permissions = ["--permission", `--allow-fs-read=${skill}`, `--allow-fs-read=${run}`, `--allow-fs-write=${run}`];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...permissions, script], {
      cwd: run,
      env: { MAYFLY_JOB: join(run, "input.json") },
      stdio: ["pipe", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    // A program may end without reading its standard input, which breaks the pipe.
    child.stdin.on("error", () => undefined).end(job);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stderr }));
  });
}

type Runner = {
  readonly id: string;
  readonly entrypoint: { readonly script: string };
  readonly schemas: { readonly input: string; readonly parameter: string; readonly output: string };
  readonly artifacts: readonly { readonly role: string; readonly pattern: string }[];
};

/** The package's assets/runner.json, as far as tests look at it. */
export function runner(skill: string): Runner {
  return JSON.parse(readFileSync(join(skill, "assets/runner.json"), "utf8")) as Runner;
}

function artifactPatterns(skill: string): string[] {
  return runner(skill).artifacts.map(({ pattern }) => pattern);
}
