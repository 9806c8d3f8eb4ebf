// How does the program tell its operator what happens?
import type { Log } from "@mayfly/core";
import { destination, pino, type Logger } from "pino";
import { build } from "pino-pretty";

/** One JSON object a line, or readable lines where a person looks on. Standard output belongs to them alone. */
export function createLogger(level: string, readable: boolean): Logger {
  const settings = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  // Both write at once, so the last line before an end is never lost.
  if (!readable) return pino(settings, destination({ fd: 1, sync: true }));
  return pino(
    settings,
    build({ sync: true, destination: 1, ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss.l", singleLine: true }),
  );
}

/** The log as the core sees it. Causes become `err`, which pino writes with their stack. */
export function toLog(logger: Logger): Log {
  const write =
    (level: "info" | "warn" | "error") =>
    (event: string, { cause, ...fields }: Readonly<Record<string, unknown>>): void =>
      logger[level](cause === undefined ? fields : { ...fields, err: cause }, event);
  return { info: write("info"), warn: write("warn"), error: write("error") };
}
