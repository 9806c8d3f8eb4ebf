// How does a program's output reach its log files as it comes?
import { mkdir, open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { err, ok } from "neverthrow";
import { logRoom, type Fault, type LogStream, type LogWriter, type RunId } from "@mayfly/core";
import type { Places } from "../data-folder/places.ts";
import { toFault } from "../system/attempt-system.ts";
import { flushFolder } from "../system/flush-folder.ts";
import { APPEND_SAFELY } from "../system/open-flags.ts";

/** Opens both streams of `run`; rejects with the system's error. */
export async function openFileLogs(places: Places, run: RunId, maxBytes: number): Promise<LogWriter> {
  const folder = dirname(places.log(run, "stdout"));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const opening = [openLog(places.log(run, "stdout"), maxBytes), openLog(places.log(run, "stderr"), maxBytes)] as const;
  const opened = await Promise.allSettled(opening);
  if (opened.some(({ status }) => status === "rejected"))
    await Promise.allSettled(opened.flatMap((each) => (each.status === "fulfilled" ? [each.value.close()] : [])));
  const [stdout, stderr] = await Promise.all(opening);
  const logs: Readonly<Record<LogStream, Log>> = { stdout, stderr };
  let fault: Fault | null = null;
  const noting = async (what: string, action: Promise<void>): Promise<void> => {
    try {
      await action;
    } catch (error) {
      fault ??= toFault(what, error);
    }
  };
  let closing: Promise<void> | null = null;
  return {
    write: (stream, chunk) => noting("write a log", logs[stream].append(chunk)),
    async close() {
      closing ??= (async () => {
        for (const log of [stdout, stderr]) await noting("flush a log", log.close());
        for (const each of [folder, places.outputs(run)]) await noting("flush a log", flushFolder(each));
      })();
      await closing;
      return fault === null ? ok() : err(fault);
    },
  };
}

interface Log {
  append(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

async function openLog(path: string, maxBytes: number): Promise<Log> {
  const handle = await open(path, APPEND_SAFELY, 0o600);
  let size = await sizeOf(handle);
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();
  // One after the other, whatever became of the one before: the order of a log is the order of its writes.
  const afterLast = (action: () => Promise<void>): Promise<void> => {
    const mine = last.then(action);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    append: (chunk) =>
      afterLast(async () => {
        if (closed) return;
        const taken = logRoom(size, chunk, maxBytes);
        if (taken.length === 0) return;
        size += taken.length;
        await handle.writeFile(taken);
      }),
    close: () =>
      afterLast(async () => {
        closed = true;
        try {
          await handle.sync();
        } finally {
          await handle.close();
        }
      }),
  };
}

async function sizeOf(handle: FileHandle): Promise<number> {
  try {
    return (await handle.stat()).size;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
