// Which fault of the data does an error of zlib stand for?
import type { InflateFault } from "@mayfly/core";

/** An error that is not about the data is a bug or a broken machine, and is thrown on. */
export function faultOf(cause: unknown): InflateFault {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ERR_BUFFER_TOO_LARGE") return { kind: "too_long" };
  if (code === "Z_BUF_ERROR") return { kind: "truncated" };
  if (code === "Z_DATA_ERROR" && cause instanceof Error) return { kind: "invalid", detail: cause.message };
  throw cause;
}
