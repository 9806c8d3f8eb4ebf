// How is a server of the laboratory started, spoken to and ended?
import { fork } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../run/tool.ts";
import type { LabAnswers, LabOrder, LabQuestion, LabWord } from "./lab-order.ts";

export interface LabProcess {
  readonly pid: number;
  /** Its address; `null` when it ended first. Rejects when it refused to start. */
  readonly listening: Promise<string | null>;
  /** Resolves when it is gone: the exit code, `null` when a signal ended it. */
  readonly exited: Promise<number | null>;
  readonly alive: boolean;
  ask<Q extends keyof LabAnswers>(what: Q): Promise<LabAnswers[Q]>;
  kill(): void;
  /** Asks it politely; resolves to its exit code. */
  stop(): Promise<number | null>;
}

/** Compiled code, so that a start costs half: nothing else of a server outlives it there. */
const CACHE = join(ROOT, "node_modules/.cache/crash");
const SERVER = new URL("./lab-server.ts", import.meta.url);

/** Starts one; its log goes to `logFile`. It leads a session, by which the processes that it leaves are known. */
export function startLab(order: LabOrder, logFile: string, execArgv: readonly string[] = []): LabProcess {
  const log = openSync(logFile, "a");
  const child = fork(SERVER, [JSON.stringify(order)], {
    env: { PATH: process.env["PATH"] ?? "", NODE_COMPILE_CACHE: CACHE },
    execArgv: ["--conditions=@mayfly/source", ...execArgv],
    stdio: ["ignore", log, log, "ipc"],
    detached: true,
  });
  closeSync(log);
  const listening = Promise.withResolvers<string | null>();
  // A refusal is told to whoever waits for the address, and to nobody else.
  listening.promise.catch(() => undefined);
  const answers = new Map<number, PromiseWithResolvers<LabAnswers[keyof LabAnswers]>>();
  let asked = 0;
  child.on("message", (word: LabWord) => {
    if (word.kind === "listening") listening.resolve(word.url);
    else if (word.kind === "refused") listening.reject(new Error(word.message));
    else answers.get(word.to)?.resolve(word.value);
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => {
      listening.resolve(null);
      for (const waiting of answers.values()) waiting.reject(new Error("The server ended before it answered."));
      resolve(code);
    });
  });
  return {
    pid: child.pid ?? 0,
    listening: listening.promise,
    exited,
    get alive() {
      return child.exitCode === null && child.signalCode === null;
    },
    ask: <Q extends keyof LabAnswers>(what: Q) => {
      const id = (asked += 1);
      const answer = Promise.withResolvers<LabAnswers[keyof LabAnswers]>();
      answers.set(id, answer);
      const question: LabQuestion & { readonly id: number } = { ask: what, id };
      child.send(question);
      return answer.promise as Promise<LabAnswers[Q]>;
    },
    kill: () => void child.kill("SIGKILL"),
    stop() {
      child.kill("SIGTERM");
      return exited;
    },
  };
}
