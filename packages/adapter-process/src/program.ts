// How is a package's script started?
import { constants } from "node:fs";
import { access, lstat, open } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import { err, ok, type Result } from "neverthrow";
import { PROGRAM_DIRS } from "./clean-environment.ts";

export type Program =
  | { readonly kind: "javascript"; readonly script: string }
  | { readonly kind: "other"; readonly command: readonly string[] };

const JAVASCRIPT: ReadonlySet<string> = new Set([".mjs", ".js", ".cjs"]);
const TYPESCRIPT: ReadonlySet<string> = new Set([".ts", ".mts", ".cts"]);

/** What a script's name tells: `javascript`, `typescript` (never run), `python`, `shell`, or `other`. */
export function languageOf(script: string): "javascript" | "typescript" | "python" | "shell" | "other" {
  const extension = extname(script).toLowerCase();
  if (JAVASCRIPT.has(extension)) return "javascript";
  if (TYPESCRIPT.has(extension)) return "typescript";
  if (extension === ".py") return "python";
  return extension === ".sh" ? "shell" : "other";
}

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
  const language = languageOf(script);
  if (language === "javascript") return ok({ kind: "javascript", script: path });
  if (language === "python") return ok({ kind: "other", command: ["python3", path] });
  if (language === "shell") return ok({ kind: "other", command: ["/bin/sh", path] });
  // Archives often lose the mode, so a first line that names the interpreter is enough.
  const interpreter = await shebangOf(path);
  if (interpreter !== null) return ok({ kind: "other", command: [...interpreter, path] });
  if (await isExecutable(path)) return ok({ kind: "other", command: [path] });
  return err(`Cannot start "${script}": it is not executable, and its first line names no interpreter.`);
}

async function shebangOf(path: string): Promise<readonly string[] | null> {
  await using file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
  // As the kernel reads it: the interpreter, then at most one argument.
  const match = /^#![ \t]*([^ \t\r\n]+)[ \t]*([^\r\n]*)/.exec(buffer.toString("latin1", 0, bytesRead));
  const [, interpreter, argument] = match ?? [];
  if (interpreter === undefined) return null;
  return argument === undefined || argument.trim() === "" ? [interpreter] : [interpreter, argument.trim()];
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
