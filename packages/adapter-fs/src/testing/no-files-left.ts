// What does a pool answer while its process may open no more files, in a process of its own?
import { closeSync, openSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { createPoolOf } from "../pool/create-worker-pool.ts";
import type { PoolTask } from "../pool/pool-task.ts";

const pool = createPoolOf(new URL("./misbehaving-worker.ts", import.meta.url), { workers: 2, heapMiB: 32 });
const perform = async (kind: string, signal = new AbortController().signal): Promise<string> =>
  (await pool.perform({ kind } as unknown as PoolTask, false, signal)).match(
    () => "ok",
    (failure) => failure.kind,
  );

function openAll(): number[] {
  const files: number[] = [];
  try {
    for (;;) files.push(openSync(process.execPath, "r"));
  } catch {
    return files;
  }
}

const first = openAll();
const withoutWorker = await perform("answer");
for (const file of first) closeSync(file);
const given = await perform("answer");

const abort = new AbortController();
const busy = perform("loop", abort.signal);
const second = openAll();
const waits = perform("answer");
await wait(200);
abort.abort();
const answers = { withoutWorker, given, busy: await busy, waits: await waits };
for (const file of second) closeSync(file);
process.stdout.write(JSON.stringify({ ...answers, afterwards: await perform("answer") }));
await pool.close();
