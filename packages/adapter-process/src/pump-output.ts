// How does a program's output reach the log?
import type { Readable } from "node:stream";
import type { LogStream, LogWriter } from "@mayfly/core";

/**
 * Writes what comes on `from` to the log until it ends or is destroyed. One chunk at a time: a program that prints
 * faster than the log takes waits in its own `write`.
 */
export async function pumpOutput(from: Readable, stream: LogStream, logs: LogWriter): Promise<void> {
  try {
    for await (const chunk of from) if (chunk instanceof Uint8Array) await logs.write(stream, chunk);
  } catch {
    // A pipe that broke or was destroyed has nothing more to say.
  }
}
