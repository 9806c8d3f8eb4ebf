// What does a thread of the pool do with a task?
import { parentPort } from "node:worker_threads";
import { systemCode } from "../system/attempt-system.ts";
import { performTask } from "./perform-task.ts";
import type { PoolTask, WorkerMessage } from "./pool-task.ts";

const port = parentPort;
if (port === null) throw new Error("This file is to be started as a worker thread.");

port.on("message", (task: PoolTask) => {
  const say = (message: WorkerMessage): void => port.postMessage(message);
  say({ kind: "begun" });
  try {
    say({ kind: "answered", answer: performTask(task) });
  } catch (error) {
    // V8 says that the stack is full by a RangeError with these words.
    if (error instanceof RangeError && error.message.includes("call stack")) return say({ kind: "too_deep" });
    say({ kind: "threw", message: error instanceof Error ? (error.stack ?? error.message) : String(error), code: systemCode(error) });
  }
});
