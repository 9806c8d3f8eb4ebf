// How does a test start one of the programs beside this file, as a process of its own?
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export interface Program {
  readonly pid: number;
  /** The next line that it prints; an end of output rejects. */
  line(): Promise<string>;
  /** All lines that it prints from here to its end. */
  rest(): Promise<readonly string[]>;
  say(line: string): void;
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts `name` with `args` under the Node that runs the test; it never outlives the test. */
export function startProgram(name: string, ...args: readonly string[]): Program {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const child: ChildProcess = spawn(
    process.execPath,
    ["--conditions=@mayfly/source", "--expose-gc", "--disable-warning=ExperimentalWarning", file, ...args],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const { stdin, stdout, pid } = child;
  if (stdin === null || stdout === null || pid === undefined) throw new Error(`Cannot start ${file}.`);
  const gone = once(child, "exit");
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();

  return {
    pid,
    async line() {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${name} said nothing more.`);
      return next.value;
    },
    async rest() {
      const all: string[] = [];
      for (let next = await lines.next(); next.done !== true; next = await lines.next()) all.push(next.value);
      return all;
    },
    say(line) {
      stdin.write(`${line}\n`);
    },
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
