// How is a package's script started?
import { constants } from "node:fs";
import { access, lstat, open } from "node:fs/promises";
import { join, relative } from "node:path";
import { err, ok, type Result } from "neverthrow";
import { SCRIPT_HEAD_BYTES, scriptInterpreter, scriptLanguage } from "@mayfly/core";
import { PROGRAM_DIRS } from "./clean-environment.ts";

export type Program =
  | { readonly kind: "javascript"; readonly script: string }
  | { readonly kind: "other"; readonly command: readonly string[] };

/** Whether `name` lies where programs are looked up. */
export async function isInstalled(name: string): Promise<boolean> {
  return (await findProgram(name, PROGRAM_DIRS)) !== null;
}

/** The absolute path of the first executable `name` in `folders`, `null` without one. */
export async function findProgram(name: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) if (await isExecutable(join(folder, name))) return join(folder, name);
  return null;
}

/** The program for `script` (a path below `skillDir`), or a sentence on why there is none. */
export async function resolveProgram(script: string, skillDir: string): Promise<Result<Program, string>> {
  const path = join(skillDir, script);
  const stat = await lstat(path).catch(() => null);
  if (relative(skillDir, path).startsWith("..") || stat === null || !stat.isFile()) {
    return err(`Cannot start "${script}": the package has no such file.`);
  }
  const language = scriptLanguage(script);
  if (language === "javascript") return ok({ kind: "javascript", script: path });
  if (language === "python") return ok({ kind: "other", command: ["python3", path] });
  if (language === "shell") return ok({ kind: "other", command: ["/bin/sh", path] });
  // Archives often lose the mode, so a first line that names the interpreter is enough.
  const interpreter = await interpreterOf(path);
  if (interpreter !== null) return ok({ kind: "other", command: [...interpreter, path] });
  if (await isExecutable(path)) return ok({ kind: "other", command: [path] });
  return err(`Cannot start "${script}": it is not executable, and its first line names no interpreter.`);
}

async function interpreterOf(path: string): Promise<readonly string[] | null> {
  await using file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(SCRIPT_HEAD_BYTES), 0, SCRIPT_HEAD_BYTES, 0);
  return scriptInterpreter(buffer.subarray(0, bytesRead));
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
