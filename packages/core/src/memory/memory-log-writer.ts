// How is a program's output kept in memory as it comes?
import { ok } from "neverthrow";
import type { LogStream, LogWriter } from "../ports/run-outputs.ts";
import { logRoom } from "../result/log-limit.ts";
import { joined } from "../bytes/joined.ts";

export type MemoryLogs = Map<LogStream, Uint8Array>;

export function memoryLogWriter(logs: MemoryLogs, maxBytes: number): LogWriter {
  for (const stream of ["stdout", "stderr"] as const) if (!logs.has(stream)) logs.set(stream, new Uint8Array(0));
  let closed = false;
  return {
    async write(stream, chunk) {
      if (closed) return;
      const before = logs.get(stream) ?? new Uint8Array(0);
      logs.set(stream, joined([before, logRoom(before.length, chunk, maxBytes)]));
    },
    async close() {
      closed = true;
      return ok();
    },
  };
}
