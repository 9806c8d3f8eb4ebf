// How is work on strangers' bytes kept away from the server itself? (design §4)
import { availableParallelism } from "node:os";
import { err, ok, type Result } from "neverthrow";
import type { PoolFailure } from "./pool-failure.ts";
import type { AnswerTo, PoolTask, WorkerMessage } from "./pool-task.ts";
import { startWorkerProcess, type WorkerDeath, type WorkerProcess } from "./worker-process.ts";

export interface WorkerPoolOptions {
  /** Processes at most; each starts when it is first needed. */
  readonly workers: number;
  /** MiB of JavaScript heap of one process. */
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
  /** Does one task in a process of its own. `timed` tasks are held to `wallMs`, counted from when it begins. */
  perform<T extends PoolTask>(task: T, timed: boolean, signal: AbortSignal): Promise<Result<AnswerTo<T>, PoolFailure>>;
  /** Starts a process ahead of the first task, which then need not wait for it. */
  warm(): void;
  /** Ends every process; what is under way or asked later answers `aborted`. */
  close(): Promise<void>;
}

/**
 * A pool of processes that are reused, and replaced when a task made one useless. It holds no process open by itself.
 * A task whose process was killed from outside is done once more, over what it left.
 *
 * Processes and not threads: V8 ends the whole process, threads and all, when one large allocation meets the limit of
 * a thread's heap, and an array of numbers in JSON is enough for that.
 */
export function createWorkerPool(options: Partial<WorkerPoolOptions> = {}): WorkerPool {
  return createPoolOf(WORKER, options);
}

interface Job {
  readonly task: PoolTask;
  readonly timed: boolean;
  readonly settle: (answer: Result<unknown, PoolFailure>) => void;
  /** Whether a process was killed over it. */
  wasKilled: boolean;
}

/** The same with processes that run another file, which says `WorkerMessage`s. */
export function createPoolOf(program: URL, options: Partial<WorkerPoolOptions> = {}): WorkerPool {
  const { workers, heapMiB, wallMs } = { ...DEFAULT_WORKER_POOL_OPTIONS, ...options };
  const waiting: Job[] = [];
  const idle: WorkerProcess[] = [];
  /** Who did each kind of task last: the code for it is compiled there, and it knows the packages. */
  const last = new Map<PoolTask["kind"], WorkerProcess>();
  /** What starts, and has no job yet. */
  const hired = new Set<WorkerProcess>();
  /** What is at work; the function gives the job up together with its process. */
  const busy = new Map<Job, (failure: PoolFailure) => Promise<void>>();
  let closed = false;

  const next = (): void => {
    for (let job = waiting[0]; !closed && job !== undefined; job = waiting[0]) {
      const worker = idleFor(job.task) ?? (busy.size + hired.size === 0 ? startWorkerProcess(program, heapMiB) : null);
      if (worker === null) break;
      waiting.shift();
      start(job, worker);
    }
    while (!closed && hired.size < waiting.length && busy.size + hired.size < workers) hire();
  };

  const idleFor = ({ kind }: PoolTask): WorkerProcess | undefined => {
    const used = idle.findIndex((each) => each === last.get(kind));
    return used < 0 ? idle.pop() : idle.splice(used, 1)[0];
  };

  /** Starts a process that takes its first job when it can: one that is at work may be done sooner. */
  const hire = (): void => {
    const worker = startWorkerProcess(program, heapMiB);
    hired.add(worker);
    worker.begin({
      ready() {
        hired.delete(worker);
        rest(worker);
        next();
      },
      gone(death) {
        hired.delete(worker);
        // Whoever is at work takes the next job. Without anybody, one job hears why, lest processes be started for ever.
        if (busy.size > 0) return;
        waiting.shift()?.settle(err(failureOf(death, false)));
        next();
      },
    });
  };

  const start = (job: Job, worker: WorkerProcess): void => {
    let timer: NodeJS.Timeout | null = null;
    let [begun, done] = [false, false];
    const finish = (answer: Result<unknown, PoolFailure>): void => {
      clearTimeout(timer ?? undefined);
      busy.delete(job);
      job.settle(answer);
      next();
    };
    const end = async (failure: PoolFailure): Promise<void> => {
      if (done) return;
      done = true;
      await worker.end();
      finish(err(failure));
    };
    busy.set(job, end);
    last.set(job.task.kind, worker);
    worker.give(job.task, {
      heard(message) {
        if (message.kind === "begun") {
          begun = true;
          if (job.timed) timer = setTimeout(() => void end({ kind: "too_costly", limit: "time" }), wallMs);
          return;
        }
        if (message.kind === "ready") return;
        done = true;
        rest(worker);
        finish(answerOf(message));
      },
      gone(death) {
        done = true;
        if (death.kind !== "killed" || job.wasKilled) return finish(err(failureOf(death, begun)));
        // Once may be anybody's doing: the task is tried again, before the others.
        clearTimeout(timer ?? undefined);
        busy.delete(job);
        job.wasKilled = true;
        waiting.unshift(job);
        next();
      },
    });
  };

  /** Keeps a process for the next job; one that dies meanwhile is forgotten. */
  const rest = (worker: WorkerProcess): void => {
    idle.push(worker);
    worker.rest(() => void idle.splice(idle.indexOf(worker), 1));
  };

  return {
    perform(task, timed, signal) {
      if (closed || signal.aborted) return Promise.resolve(err({ kind: "aborted" }));
      return new Promise((resolve) => {
        const settle = (answer: Result<unknown, PoolFailure>): void => {
          signal.removeEventListener("abort", onAbort);
          // A worker answers each kind of task with its own kind of answer.
          resolve(answer as Result<never, PoolFailure>);
        };
        const job: Job = { task, timed, settle, wasKilled: false };
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
    warm() {
      if (!closed && idle.length + busy.size + hired.size === 0) rest(startWorkerProcess(program, heapMiB));
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.settle(err({ kind: "aborted" }));
      await Promise.all([...busy.values()].map((end) => end({ kind: "aborted" })));
      await Promise.all([...idle.splice(0), ...hired].map((worker) => worker.end()));
    },
  };
}

// Built, the worker is the .js beside this one.
const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
const WORKER = new URL(`./pool-worker${EXTENSION}`, import.meta.url);

function answerOf(message: Exclude<WorkerMessage, { readonly kind: "ready" | "begun" }>): Result<unknown, PoolFailure> {
  switch (message.kind) {
    case "answered":
      return ok(message.answer);
    case "too_deep":
      return err({ kind: "too_costly", limit: "depth" });
    case "threw":
      return err({ kind: "failed", message: message.message, code: message.code });
  }
}

/** What comes over a process before its task has begun is not the task's doing. */
function failureOf(death: WorkerDeath, begun: boolean): PoolFailure {
  if (death.kind === "left") return { kind: "failed", message: death.message, code: null };
  if (begun) return { kind: "too_costly", limit: "memory" };
  return { kind: "failed", message: `The worker was ${death.kind} before it began.`, code: null };
}
