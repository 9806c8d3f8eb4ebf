// How is a program asked to write an archive, and is it here at all?
import { spawnSync } from "node:child_process";
import type { Writer } from "../writer.ts";

/** One way in which a program that may be installed packs a folder. */
export interface ProgramWriter extends Pick<Writer, "name" | "keepsExecutable" | "notes"> {
  readonly program: string;
  /**
   * Packs everything in `folder`. It may put files into `work`, which is empty and outside of it.
   * @throws {Failed} when the program says that it cannot
   */
  write(folder: string, work: string): Uint8Array;
}

/** What the program itself says is why it did not do as asked. */
export class Failed extends Error {}

/** Names come out as they are only where the system is told that they are UTF-8. */
const UTF8 = { LC_ALL: "C.UTF-8" };

/** Runs it in `folder` and gives what it wrote to its output, which is a pipe. */
export function run(
  program: string,
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Uint8Array {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    env: { ...process.env, ...UTF8, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw new Failed(error.message);
  if (status !== 0) throw new Failed(`${program} ${args.join(" ")}: ${stderr.toString() || stdout.toString()}`.trim());
  return Uint8Array.from(stdout);
}

/** Whether `program` can be started; `args` have it do nothing. */
export function isInstalled(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}
