// What did the service tell its operator?
import type { Log } from "@mayfly/core";

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A log whose lines can be read back. */
export function createLineLog(): { readonly log: Log; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: LogLine["level"]) => (event: string, fields: LogLine["fields"]) =>
    void lines.push({ level, event, fields });
  return { log: { info: at("info"), warn: at("warn"), error: at("error") }, lines };
}
