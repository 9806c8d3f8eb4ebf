// How does a test that runs as root see what an ordinary user would?
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** The user and group nobody, as most systems number them. */
export const NOBODY = 65_534;

/** Whether this process may do whatever modes forbid. */
export const IS_ROOT = process.getuid?.() === 0;

/** Runs a program without root's powers, and gives what it prints. */
export async function asOrdinaryUser(program: URL, ...args: readonly string[]): Promise<string> {
  const conditions = process.execArgv.filter((each) => each.startsWith("--conditions="));
  const path = fileURLToPath(program);
  const user = IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn(process.execPath, [...conditions, path, ...args], { ...user, cwd: "/" });
  const [printed, failed] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (failed !== "") throw new Error(failed);
  return printed;
}
