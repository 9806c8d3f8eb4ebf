// How does an installed `mayfly serve` run, and end?
import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, dirname } from "node:path";
import { createInterface } from "node:readline";

export interface ServedPacked {
  readonly url: string;
  /** Resolves when nothing of it is left. */
  end(): Promise<void>;
}

/** Runs `npx mayfly serve` in `project` on a free port, behind `prefix`. */
export async function servePacked(project: string, data: string, prefix: readonly string[]): Promise<ServedPacked> {
  const command = [...prefix, "npx", "mayfly", "serve"];
  const path = [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
  const env = { ...process.env, PATH: path, MAYFLY_PORT: "0", MAYFLY_DATA_DIR: data };
  // In a group of its own, so that npx and what it starts end together.
  const child = spawn(command[0] ?? "", command.slice(1), {
    cwd: project,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const listening = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const { url } = JSON.parse(line) as { url?: string };
    if (url !== undefined) listening.resolve(url);
  });
  const closed = once(child, "close");
  child.once("exit", (code) => listening.reject(new Error(`the server ended with ${code}: ${complaints}`)));
  const end = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    await closed;
  };
  return { url: await listening.promise, end };
}
