// What may a program leave that is hard to remove?
import { execFileSync } from "node:child_process";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";

/** Makes a tree of `depth` folders with long names at `path`, deeper than the system can name when they are many. */
export async function makeDeepTree(path: string, depth: number): Promise<void> {
  const name = "d".repeat(200);
  // From the inside out, so that no path is ever long.
  let inner = `${path}.0`;
  await mkdir(inner);
  await writeFile(join(inner, "at the bottom"), "1234");
  for (let level = 1; level <= depth; level += 1) {
    const outer = level === depth ? path : `${path}.${level}`;
    await mkdir(outer);
    await rename(inner, join(outer, name));
    inner = outer;
  }
}

/** Makes a named pipe; `false` where the machine has no program for it. */
export function makePipe(path: string): boolean {
  return done("mkfifo", path);
}

/** Makes a device that gives zeros without end; `false` where only root may. */
export function makeDevice(path: string): boolean {
  return done("mknod", path, "c", "1", "5");
}

function done(program: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Leaves a socket in the file system that nobody listens on any more. */
export async function makeSocket(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(`${path}.listening`, resolve));
  // Closing removes the name that was listened on, so the socket moves first.
  await rename(`${path}.listening`, path);
  await new Promise((resolve) => server.close(resolve));
}
