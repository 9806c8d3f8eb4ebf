// How is work on strangers' bytes kept away from the server's own thread? (design §4)
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { err, ok, type Result } from "neverthrow";
import type { PoolFailure } from "./pool-failure.ts";
import type { AnswerTo, PoolTask, WorkerMessage } from "./pool-task.ts";

export interface WorkerPoolOptions {
  /** Threads at most; each starts when it is first needed. */
  readonly workers: number;
  /** MiB of JavaScript heap of one thread. */
  readonly heapMiB: number;
  /** Milliseconds that one task may take, where it is timed. */
  readonly wallMs: number;
}

export const DEFAULT_WORKER_POOL_OPTIONS: WorkerPoolOptions = {
  // Two at least: one package that takes its whole time must not hold up every other.
  workers: Math.min(4, Math.max(2, availableParallelism())),
  heapMiB: 256,
  wallMs: 5000,
};

export interface WorkerPool {
  /** Does one task in a thread. `timed` tasks are held to `wallMs`, counted from when a thread begins. */
  perform<T extends PoolTask>(task: T, timed: boolean, signal: AbortSignal): Promise<Result<AnswerTo<T>, PoolFailure>>;
  /** Ends every thread; what is under way or asked later answers `aborted`. */
  close(): Promise<void>;
}

interface Job {
  readonly task: PoolTask;
  readonly timed: boolean;
  readonly settle: (answer: Result<unknown, PoolFailure>) => void;
}

/** A pool of threads that are reused, and replaced when a task made one useless. It holds no process open by itself. */
export function createWorkerPool(options: Partial<WorkerPoolOptions> = {}): WorkerPool {
  const { workers, heapMiB, wallMs } = { ...DEFAULT_WORKER_POOL_OPTIONS, ...options };
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  /** What each thread works on; `end` gives the job up with its thread. */
  const busy = new Map<Job, (failure: PoolFailure) => Promise<void>>();
  let closed = false;

  const next = (): void => {
    while (!closed && waiting.length > 0 && busy.size < workers) {
      const job = waiting.shift();
      if (job !== undefined) start(job, idle.pop() ?? createWorker(heapMiB));
    }
  };

  const start = (job: Job, worker: Worker): void => {
    let timer: NodeJS.Timeout | null = null;
    let done = false;
    const finish = (answer: Result<unknown, PoolFailure>, reusable: boolean): void => {
      clearTimeout(timer ?? undefined);
      worker.removeAllListeners();
      busy.delete(job);
      if (reusable && !closed) {
        worker.unref();
        idle.push(worker);
        // An idle thread that dies is forgotten; the next job starts another.
        worker.once("error", () => forget(worker)).once("exit", () => forget(worker));
      }
      job.settle(answer);
      next();
    };
    const end = async (failure: PoolFailure): Promise<void> => {
      if (done) return;
      done = true;
      // Whatever a thread says while it is ended comes too late.
      worker.removeAllListeners();
      worker.on("error", () => undefined);
      await worker.terminate();
      finish(err(failure), false);
    };
    busy.set(job, end);
    worker.removeAllListeners();
    worker.ref();
    worker.on("message", (message: WorkerMessage) => {
      if (done) return;
      if (message.kind === "begun") {
        if (job.timed) timer = setTimeout(() => void end({ kind: "too_costly", limit: "time" }), wallMs);
        return;
      }
      done = true;
      finish(answerOf(message), true);
    });
    worker.once("error", (error) => void end(failureOf(error)));
    worker.once("exit", () => void end({ kind: "failed", message: "The thread ended.", code: null }));
    worker.postMessage(job.task);
  };

  const forget = (worker: Worker): void => {
    const place = idle.indexOf(worker);
    if (place >= 0) idle.splice(place, 1);
  };

  return {
    perform(task, timed, signal) {
      if (closed || signal.aborted) return Promise.resolve(err({ kind: "aborted" }));
      return new Promise((resolve) => {
        const settle = (answer: Result<unknown, PoolFailure>): void => {
          signal.removeEventListener("abort", onAbort);
          // The worker answers each kind of task with its own kind of answer.
          resolve(answer as Result<never, PoolFailure>);
        };
        const job: Job = { task, timed, settle };
        const onAbort = (): void => {
          const place = waiting.indexOf(job);
          if (place < 0) return void busy.get(job)?.({ kind: "aborted" });
          waiting.splice(place, 1);
          settle(err({ kind: "aborted" }));
        };
        signal.addEventListener("abort", onAbort, { once: true });
        waiting.push(job);
        next();
      });
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.settle(err({ kind: "aborted" }));
      const ends = [...busy.values()].map((end) => end({ kind: "aborted" }));
      await Promise.all([...ends, ...idle.splice(0).map((worker) => worker.terminate())]);
    },
  };
}

// Built, the worker is the .js beside this one.
const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
const WORKER = new URL(`./pool-worker${EXTENSION}`, import.meta.url);

function createWorker(heapMiB: number): Worker {
  // Nothing in a thread needs the server's environment.
  return new Worker(WORKER, { env: {}, resourceLimits: { maxOldGenerationSizeMb: heapMiB, stackSizeMb: STACK_MIB } });
}

const STACK_MIB = 4;

function answerOf(message: Exclude<WorkerMessage, { readonly kind: "begun" }>): Result<unknown, PoolFailure> {
  switch (message.kind) {
    case "answered":
      return ok(message.answer);
    case "too_deep":
      return err({ kind: "too_costly", limit: "depth" });
    case "threw":
      return err({ kind: "failed", message: message.message, code: message.code });
  }
}

function failureOf(error: unknown): PoolFailure {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { kind: "too_costly", limit: "memory" };
  }
  return { kind: "failed", message: error instanceof Error ? error.message : String(error), code: null };
}
