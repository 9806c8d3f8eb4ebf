// How does the program tell its operator what happens?
import type { Log } from "@mayfly/core";
import { destination, pino, type Logger } from "pino";
import { build } from "pino-pretty";

/** Bytes of lines that wait for room where there is none; what comes then is dropped. */
const MOST_WAITING = 16 * 1024 * 1024;

/**
 * One JSON object a line, or readable lines where a person looks on. Standard output, if `to` names no other file,
 * belongs to them alone.
 */
export function createLogger(level: string, readable: boolean, to: string | number = 1): Logger {
  const settings = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  // Writes at once, so the last line before an end is never lost.
  const lines = destination({ dest: to, sync: true, maxLength: MOST_WAITING });
  // A full disk for instance. Nothing that is told may fail by it, and there is nowhere to tell of it.
  lines.on("error", () => {});
  if (!readable) return pino(settings, lines);
  const format = { ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss.l", singleLine: true };
  return pino(settings, build({ ...format, destination: lines }));
}

/** The log as the core sees it. Causes become `err`, which pino writes with their stack. */
export function toLog(logger: Logger): Log {
  const write =
    (level: "info" | "warn" | "error") =>
    (event: string, fields: Readonly<Record<string, unknown>>): void => {
      const { cause, ...rest } = readFields(fields);
      const line = cause === undefined ? rest : { ...rest, err: cause };
      if (!tell(() => logger[level](line, event))) tell(() => logger[level]({ ...rest, err: UNREADABLE }, event));
    };
  return { info: write("info"), warn: write("warn"), error: write("error") };
}

const UNREADABLE = "[unreadable]";

/** What each field holds; one that throws when it is read takes no other with it. */
function readFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  tell(() => {
    for (const name of Object.keys(fields)) if (!tell(() => (read[name] = fields[name]))) read[name] = UNREADABLE;
  });
  return read;
}

/** Whether it went well. */
function tell(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
