// What does an installed program answer?
import { spawn } from "node:child_process";

export interface ProgramAnswer {
  /** `null` when it could not be started, or ended by a signal. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Programs that know names only as bytes read them as UTF-8. */
const UTF8 = { LC_ALL: "C.UTF-8", LANG: "C.UTF-8" };

export function runProgram({ program, args, input = "", environment = {} }: ProgramCall): Promise<ProgramAnswer> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: { ...process.env, ...UTF8, ...environment }, timeout: 120_000 });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    // A program may end before it has read all.
    child.stdin.on("error", () => undefined);
    child.once("error", (failure) => resolve({ exitCode: null, stdout, stderr: failure.message }));
    child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
    child.stdin.end(input);
  });
}

/** The first line that a program says about itself; `null` when it is not installed. */
export async function versionOf(program: string, ...args: readonly string[]): Promise<string | null> {
  const { exitCode, stdout, stderr } = await runProgram({ program, args });
  if (exitCode !== 0) return null;
  return (
    `${stdout}\n${stderr}`
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.trim() ?? program
  );
}
