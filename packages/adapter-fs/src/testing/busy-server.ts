// What is left of a server that dies while its workers are busy?
import { createPoolOf } from "../pool/create-worker-pool.ts";
import type { PoolTask } from "../pool/pool-task.ts";

const pool = createPoolOf(new URL("./misbehaving-worker.ts", import.meta.url), { workers: 1 });
const perform = (kind: string) => pool.perform({ kind } as unknown as PoolTask, false, new AbortController().signal);

// The same worker answers with its process id, and then never again.
const pid = await perform("answer");
void perform("loop");
process.stdout.write(`${JSON.stringify(pid._unsafeUnwrap())}\n`);
