// Which error does a made-up fault give, so that it looks like the system's own?
import { constants } from "node:os";
import type { FaultKind } from "./fault.ts";

export const SLOW_MS = 150;

/** SQLite's result codes (sqlite.org/rescode.html): full, and an I/O error while writing. */
const SQLITE: Readonly<Record<string, readonly [number, string]>> = {
  ENOSPC: [13, "database or disk is full"],
  EIO: [778, "disk I/O error"],
};

export function failureOf(call: string, kind: Exclude<FaultKind, "slow">): Error {
  if (call.startsWith("sql ")) {
    const [errcode, errstr] = SQLITE[kind] ?? [1, "SQL logic error"];
    return Object.assign(new Error(errstr), { code: "ERR_SQLITE_ERROR", errcode, errstr });
  }
  const [, path = ""] = /([^ ]*)$/.exec(call) ?? [];
  const syscall =
    call
      .replace(/^(handle|fd) /, "")
      .split(" ")[0]
      ?.replace(/Sync$/, "") ?? "";
  const error = new Error(`${kind}: made to fail, ${syscall} '${path}'`);
  return Object.assign(error, { code: kind, errno: -constants.errno[kind], syscall, path });
}
