// How is one thread of the fuzzer started, watched and ended?
import { Worker } from "node:worker_threads";
import { kindOf } from "./fuzz-loop.ts";
import type { Find } from "./fuzz-loop.ts";
import type { WorkerOrder, WorkerReport } from "./fuzz-worker.ts";
import { inputsBegun, lastInput, sharedInput } from "./shared-input.ts";
import type { SharedInput } from "./shared-input.ts";
import type { Totals } from "./totals.ts";

export interface ThreadOptions extends Omit<WorkerOrder, "shared"> {
  /** How long one input may take before it counts as one that never ends, in milliseconds. */
  readonly patience: number;
  /** How much memory the thread may take, in MiB. */
  readonly memory: number;
}

const NOTHING_YET: Totals = { inputs: 0, accepted: 0, refused: 0, codes: {}, corpus: 0 };

export class FuzzThread {
  totals: Totals = NOTHING_YET;
  /** Resolves when the first inputs have been tried: until then, the thread is only being started. */
  readonly begun: Promise<void>;
  readonly ended: Promise<void>;
  readonly #finds = new Map<string, Find>();
  readonly #shared: SharedInput = sharedInput();
  readonly #worker: Worker;
  readonly #watch: NodeJS.Timeout;

  constructor({ patience, memory, ...order }: ThreadOptions) {
    const workerData: WorkerOrder = { ...order, shared: this.#shared };
    this.#worker = new Worker(new URL("./fuzz-worker.ts", import.meta.url), {
      workerData,
      // A thread at its limit gets 16 MiB more to end in (Node); young objects must not fill those at once, or all ends.
      resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 4 },
    });
    this.#worker.on("message", (report: WorkerReport) => {
      this.totals = report.totals;
      for (const find of report.finds) this.#finds.set(kindOf(find), find);
    });
    this.#worker.on("error", (error) =>
      this.#lost(isOutOfMemory(error) ? "too-much-memory" : "ends-the-thread", error),
    );
    this.begun = new Promise((resolve) => this.#worker.once("message", () => resolve()));
    this.ended = new Promise((resolve) => this.#worker.once("exit", () => resolve()));
    this.#watch = this.#watchFor(patience);
    void this.ended.then(() => clearInterval(this.#watch));
  }

  get finds(): readonly Find[] {
    return [...this.#finds.values()];
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #watchFor(patience: number): NodeJS.Timeout {
    let begun = 0;
    let since = performance.now();
    return setInterval(() => {
      const now = inputsBegun(this.#shared);
      if (now !== begun || now === 0) {
        begun = now;
        since = performance.now();
      } else if (performance.now() - since > patience) {
        this.#lost("hangs", new Error(`It takes longer than ${patience} ms.`));
        void this.end();
      }
    }, patience / 4);
  }

  /** The thread is gone, and with it everything but the input that it was at work on. */
  #lost(promise: string, error: Error): void {
    this.#finds.set(promise, { promise, message: error.message, input: lastInput(this.#shared) });
  }
}

function isOutOfMemory(error: Error): boolean {
  return "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
