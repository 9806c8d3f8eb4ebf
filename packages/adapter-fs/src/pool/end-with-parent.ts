// How does a worker end when its server is gone?
import { Worker } from "node:worker_threads";

/** Ends this process soon after the one that started it, even when it is busy and hears nothing. */
export function endWithParent(): void {
  process.on("disconnect", () => process.exit());
  // A terminal sends the first three to every process of the server at once, and when to end a worker is the server's
  // to say. At the fourth, Node by itself would open its debugger to everybody on the machine.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1"] as const) process.on(signal, () => undefined);
  // The thread that works may be in a loop, so another one watches.
  new Worker(WATCH, { workerData: process.ppid }).unref();
}

const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
const WATCH = new URL(`./parent-watch-worker${EXTENSION}`, import.meta.url);
