// How does a test start a server of its own, to kill it or to give it another user?
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { EngineOutcome, ProcessIdentity } from "@mayfly/core";
import type { EngineHostArguments } from "./engine-host.ts";

export interface Words {
  wall?: string;
  identity?: ProcessIdentity;
  output?: string;
  outcome?: EngineOutcome;
}

export interface HostProcess {
  readonly child: ChildProcess;
  /** Resolves with the first word that has `key`; rejects when the host ends without it. */
  heard<Key extends keyof Words>(key: Key): Promise<NonNullable<Words[Key]>>;
  /** Everything the script printed so far. */
  output(): string;
  /** Kills the host as a crash would, and waits until it is gone. */
  crash(): Promise<void>;
}

export function startHost(args: EngineHostArguments, user: number | null = null): HostProcess {
  const host = fileURLToPath(new URL("./engine-host.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=@mayfly/source", host, JSON.stringify(args)], {
    stdio: ["ignore", "pipe", "inherit"],
    ...(user === null ? {} : { uid: user, gid: user }),
  });
  const gone = once(child, "close");
  const words: Words[] = [];
  let output = "";
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const word = JSON.parse(line) as Words;
    words.push(word);
    output += word.output ?? "";
    for (const each of waiting) each();
  });
  return {
    child,
    output: () => output,
    heard: (key) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const value = words.find((word) => word[key] !== undefined)?.[key];
          if (value === undefined || value === null) return;
          waiting.delete(look);
          resolve(value);
        };
        waiting.add(look);
        look();
        void gone.then(() => reject(new Error(`the host ended without "${key}"`)));
      }),
    crash: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
