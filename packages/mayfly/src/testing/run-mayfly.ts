// How does a test call the program as a person would, from the source?
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: Uint8Array;
  /** A file descriptor in place of an input. */
  readonly stdin?: number;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs `mayfly` with `args` to its end, with no environment but a path. */
export function runMayfly(args: readonly string[], { cwd, input, stdin, variables = {} }: RunOptions): Ran {
  const main = join(import.meta.dirname, "../main.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=@mayfly/source", main, ...args], {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", ...variables },
    ...(input === undefined ? {} : { input }),
    ...(stdin === undefined ? {} : { stdio: [stdin, "pipe", "pipe"] }),
    timeout: 60_000,
    maxBuffer: 64 * 2 ** 20,
    encoding: "utf8",
  });
  return { status, out: stdout, err: stderr };
}
