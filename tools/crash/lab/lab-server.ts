// The server of the laboratory: the real composition with every port watched, which kills itself where it is told to.
import { flushCompileCache } from "node:module";
import { createLogger, configOf, toLog } from "mayfly";
import { compose, ignoreDebuggerSignal, type Composed } from "../../../packages/mayfly/src/compose.ts";
import { runServer } from "../../../packages/mayfly/src/running-server.ts";
import type { Side } from "../ports/point.ts";
import { watchPorts } from "../ports/watch-ports.ts";
import type { LabAnswers, LabOrder, LabQuestion, LabWord } from "./lab-order.ts";

/** The code of `mayfly serve`. */
const REFUSED = 2;

ignoreDebuggerSignal();
// Whoever started it is gone: nobody is left to end it.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));

const order = JSON.parse(process.argv[2] ?? "") as LabOrder;
const calls: Record<string, number> = {};
/** How often the point that it is killed at was passed. */
let passed = 0;

function watch(call: string, side: Side): void {
  if (side === "before") calls[call] = (calls[call] ?? 0) + 1;
  const at = order.killAt;
  if (at === null || at.side !== side || (at.call !== "*" && at.call !== call)) return;
  passed += 1;
  if (passed === at.nth) process.kill(process.pid, "SIGKILL");
}

const say = (word: LabWord): void => void process.send?.(word);

async function answer(composed: Composed, { ask }: LabQuestion): Promise<LabAnswers[keyof LabAnswers]> {
  if (ask === "calls") return calls;
  const { failures } = await composed.sweep("all");
  return { failures };
}

/** As `mayfly serve` refuses: with a sentence and a code, and then it is gone by itself. */
function refuse(message: string): void {
  process.exitCode = REFUSED;
  process.removeAllListeners("disconnect");
  process.send?.({ kind: "refused", message } satisfies LabWord, () => process.disconnect());
}

async function main(): Promise<void> {
  const config = configOf({ ...order.settings });
  if (config.isErr()) return refuse(config.error.join(" "));
  const log = toLog(createLogger(config.value.logLevel, false));
  const composed = await compose(config.value, log, (ports) => watchPorts(ports, watch));
  if (composed.isErr()) return refuse(composed.error);
  const started = await runServer(composed.value, config.value, log);
  if (started.isErr()) return refuse(started.error);
  process.once("SIGTERM", () => {
    process.removeAllListeners("disconnect");
    void started.value.stop().then(() => process.disconnect());
  });
  process.on("message", (question: LabQuestion & { readonly id: number }) => {
    void answer(composed.value, question).then((value) => say({ kind: "answer", to: question.id, value }));
  });
  // The next one starts faster, even if this one is killed.
  flushCompileCache();
  say({ kind: "listening", url: started.value.url });
}

await main();
