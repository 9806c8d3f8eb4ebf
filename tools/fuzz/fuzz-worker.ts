// What does one thread of the fuzzer do?
import { parentPort, workerData } from "node:worker_threads";
import { FuzzLoop } from "./fuzz-loop.ts";
import type { Find } from "./fuzz-loop.ts";
import type { SharedInput } from "./shared-input.ts";
import { writeInput } from "./shared-input.ts";
import type { Target } from "./target.ts";
import type { Totals } from "./totals.ts";

export interface WorkerOrder {
  /** A module that exports `target`. */
  readonly target: string;
  readonly seeds: readonly Uint8Array[];
  readonly seed: number;
  /** `null` for as long as nobody ends it. */
  readonly runs: number | null;
  readonly shared: SharedInput;
}

export interface WorkerReport {
  readonly totals: Totals;
  readonly finds: readonly Find[];
  readonly done: boolean;
}

/** Inputs between two reports. */
const BATCH = 100;

const order = workerData as WorkerOrder;
const { target } = (await import(order.target)) as { target: Target };
const loop = new FuzzLoop({
  target,
  seeds: order.seeds,
  seed: order.seed,
  onInput: (input) => writeInput(order.shared, input),
});
let left = order.runs ?? Infinity;
while (left > 0) {
  loop.run(Math.min(BATCH, left));
  left -= BATCH;
  const report: WorkerReport = { totals: loop.totals, finds: loop.finds, done: left <= 0 };
  parentPort?.postMessage(report);
  // Lets the thread be ended between two batches, and its messages go out.
  await new Promise((resolve) => setImmediate(resolve));
}
