// How does a test get a real server of its own, as another process with its own data folder?
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface Served {
  readonly url: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Every line of its log so far. */
  readonly log: readonly Record<string, unknown>[];
  /** Sends `signal` and answers the exit code, `null` when the signal killed it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A fresh data folder; `remove` it at the end of the test. */
export function freshDataDir(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "mayfly-served-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts `mayfly serve` from the source on a free port; rejects when it ends before it listens. */
export async function served(dataDir: string, settings: Readonly<Record<string, string>> = {}): Promise<Served> {
  const main = join(import.meta.dirname, "../main.ts");
  const env = { PATH: process.env["PATH"] ?? "", MAYFLY_PORT: "0", MAYFLY_DATA_DIR: dataDir, ...settings };
  const child = spawn(process.execPath, ["--conditions=@mayfly/source", main, "serve"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log: Record<string, unknown>[] = [];
  const listening = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const entry = JSON.parse(line) as Record<string, unknown>;
    log.push(entry);
    if (typeof entry["url"] === "string") listening.resolve(entry["url"]);
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  child.once("exit", (code) => listening.reject(new Error(`the server ended with ${code}: ${complaints}`)));
  const end = async (signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
    return child.exitCode;
  };
  return { url: await listening.promise, dataDir, process: child, log, end };
}
