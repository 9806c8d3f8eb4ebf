// How is one process of the pool started, spoken to and ended?
import { fork, type ChildProcess } from "node:child_process";
import { isSystemError } from "../system/attempt-system.ts";
import type { PoolTask, WorkerMessage } from "./pool-task.ts";

/** Hears a worker while it has a task. */
interface WorkerListener {
  heard(message: WorkerMessage): void;
  /** It ended by itself, or never started. */
  gone(reason: WorkerDeath): void;
}

export type WorkerDeath =
  /** The engine gave it up: it ran out of memory. */
  | { readonly kind: "aborted" }
  /** Somebody outside ended it: the system, short of memory, or a person. */
  | { readonly kind: "killed" }
  | { readonly kind: "left"; readonly message: string };

export interface WorkerProcess {
  /** Gives it a task, and keeps this process alive meanwhile. */
  give(task: PoolTask, listener: WorkerListener): void;
  /** Tells when it has started, or has ended before; keeps this process alive meanwhile, since somebody waits for it. */
  begin(start: { readonly ready: () => void; readonly gone: (reason: WorkerDeath) => void }): void;
  /** Lets it wait for its next task without keeping this process alive; `gone` is told when it dies meanwhile. */
  rest(gone: () => void): void;
  /** Ends it for good, told to nobody; resolves when nothing of it runs any more. */
  end(): Promise<void>;
}

/** Starts `program` with `heapMiB` MiB of JavaScript heap. Where the system refuses, whoever has it hears that it is gone. */
export function startWorkerProcess(program: URL, heapMiB: number): WorkerProcess {
  try {
    return workerOf(startProgram(program, heapMiB));
  } catch (error) {
    // Some refusals are thrown, others are told by an event: `EMFILE` is, `ENOMEM` and `E2BIG` are not.
    if (!isSystemError(error)) throw error;
    return neverStarted({ kind: "left", message: error.message });
  }
}

function neverStarted(death: WorkerDeath): WorkerProcess {
  let ended = false;
  const tell = (gone: (death: WorkerDeath) => void): void => queueMicrotask(() => (ended ? undefined : gone(death)));
  return {
    give: (_task, { gone }) => tell(gone),
    begin: ({ gone }) => tell(gone),
    rest: tell,
    end() {
      ended = true;
      return Promise.resolve();
    },
  };
}

function startProgram(program: URL, heapMiB: number): ChildProcess {
  // From source, a worker finds the workspace's packages as this process does.
  const conditions = process.execArgv.filter((each) => each.startsWith("--conditions="));
  return fork(program, [], {
    // Nothing in a worker needs the server's environment, or may write where the server does.
    env: {},
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
    execArgv: [...conditions, `--max-old-space-size=${heapMiB}`],
  });
}

function workerOf(child: ChildProcess): WorkerProcess {
  let listener: WorkerListener | null = null;
  const over = Promise.withResolvers<void>();
  const die = (death: WorkerDeath): void => {
    over.resolve();
    const last = listener;
    listener = null;
    last?.gone(death);
  };
  child.on("message", (message: WorkerMessage) => listener?.heard(message));
  child.on("exit", (code, signal) => die(deathOf(code, signal)));
  // Without a process id it never started; else it could not be spoken to, which its exit tells too.
  child.on("error", (error) => (child.pid === undefined ? die({ kind: "left", message: error.message }) : undefined));

  return {
    give(task, heardBy) {
      listener = heardBy;
      child.ref();
      child.channel?.ref();
      // A process that is gone says so by its exit. One that never was has no channel either, and says so by its error.
      if (child.pid !== undefined) child.send(task, () => undefined);
    },
    begin({ ready, gone }) {
      listener = { heard: ({ kind }) => (kind === "ready" ? ready() : undefined), gone };
    },
    rest(gone) {
      listener = { heard: () => undefined, gone };
      child.unref();
      child.channel?.unref();
    },
    async end() {
      listener = null;
      child.ref();
      child.kill("SIGKILL");
      await over.promise;
    },
  };
}

function deathOf(code: number | null, signal: NodeJS.Signals | null): WorkerDeath {
  if (signal === "SIGKILL") return { kind: "killed" };
  if (signal !== null || code === ABORTED) return { kind: "aborted" };
  return { kind: "left", message: `The worker ended with exit code ${code}.` };
}

/** What Windows makes of V8's abort. */
const ABORTED = 134;
