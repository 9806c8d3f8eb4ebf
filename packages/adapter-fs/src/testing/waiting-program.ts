// Does a program go on while its task waits for a process that starts, and end when there is nothing to do any more?
import { createPoolOf } from "../pool/create-worker-pool.ts";
import type { PoolTask } from "../pool/pool-task.ts";

const pool = createPoolOf(new URL("./misbehaving-worker.ts", import.meta.url), { workers: 2, wallMs: 1 });
const perform = (kind: string, timed: boolean) =>
  pool.perform({ kind } as unknown as PoolTask, timed, new AbortController().signal);

// The one process there is gets lost with its task, just when the other one starts.
await perform("answer", false);
const [lost, waited] = await Promise.all([perform("loop", true), perform("answer", false)]);
process.stdout.write(JSON.stringify([lost.isErr(), waited.isOk()]));
