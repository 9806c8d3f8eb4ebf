// What does a process of the pool do with a task?
import { systemCode } from "../system/attempt-system.ts";
import { endWithParent } from "./end-with-parent.ts";
import type { PoolTask, WorkerMessage } from "./pool-task.ts";

// Before the rules are loaded, which takes the longest: a signal may come at any time.
endWithParent();
const { performTask } = await import("./perform-task.ts");

const say = (message: WorkerMessage): void => void process.send?.(message);

process.on("message", (task: PoolTask) => {
  say({ kind: "begun" });
  try {
    say({ kind: "answered", answer: performTask(task) });
  } catch (error) {
    // V8 says that the stack is full by a RangeError with these words.
    if (error instanceof RangeError && error.message.includes("call stack")) return say({ kind: "too_deep" });
    const code = systemCode(error);
    // What the system refuses is told as it says it; only a bug of ours needs to be found.
    const whole = error instanceof Error && code === null ? error.stack : undefined;
    say({ kind: "threw", message: whole ?? String(error), code });
  }
});

say({ kind: "ready" });
