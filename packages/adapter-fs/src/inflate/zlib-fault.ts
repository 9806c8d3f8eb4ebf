// Which fault of the data does an error of zlib stand for?
import type { InflateFault } from "@mayfly/core";

/** `undefined` for an error that is not about the data: a bug, or a broken machine. */
export function faultOf(code: unknown, message: string): InflateFault | undefined {
  if (code === "ERR_BUFFER_TOO_LARGE") return { kind: "too_long" };
  if (code === "Z_BUF_ERROR") return { kind: "truncated" };
  if (code === "Z_DATA_ERROR") return { kind: "invalid", detail: message };
  return undefined;
}
