// How is a program's output kept in memory as it comes?
import { err, ok } from "neverthrow";
import type { LogStream, LogWriter } from "../ports/run-outputs.ts";
import { logRoom } from "../result/log-limit.ts";
import { joined } from "../bytes/joined.ts";
import { POWER_CUT } from "./memory-power.ts";

export type MemoryLogs = Map<LogStream, Uint8Array>;

/** `isOn` says whether the power is still on; `flush` is called when what was written has to last. */
export function memoryLogWriter(logs: MemoryLogs, maxBytes: number, isOn: () => boolean, flush: () => void): LogWriter {
  for (const stream of ["stdout", "stderr"] as const) if (!logs.has(stream)) logs.set(stream, new Uint8Array(0));
  let closed = false;
  return {
    async write(stream, chunk) {
      if (closed || !isOn()) return;
      const before = logs.get(stream) ?? new Uint8Array(0);
      logs.set(stream, joined([before, logRoom(before.length, chunk, maxBytes)]));
    },
    async close() {
      if (!isOn()) return err(POWER_CUT);
      if (!closed) flush();
      closed = true;
      return ok();
    },
  };
}
