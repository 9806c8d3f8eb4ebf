// Which failures are the outside world's, and which are bugs?
import { err, type Result } from "neverthrow";
import type { DatabaseSync } from "node:sqlite";
import type { Fault } from "@mayfly/core";
import { leaveTransaction } from "./transaction.ts";

/** SQLite's result codes; the low byte of an extended code is its family. (sqlite.org/rescode.html) */
export const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;
export const SQLITE_NOTADB = 26;
/** The shared memory file could not grow, which is how a full disk shows in WAL mode before a page is written. */
const SQLITE_IOERR_SHMSIZE = 4874;

/** A record that can not be read as what was written; the file was changed by somebody else, or its disk fails. */
export class DamagedRecord extends Error {}

/**
 * What `work` gives on `db`, where no transaction is open, or the Fault that was met on the way. What is not the world's
 * fault stays thrown.
 */
export function orFault<T, E>(db: DatabaseSync, tried: string, work: () => Result<T, E>): Result<T, E | Fault> {
  try {
    leaveTransaction(db);
    return work();
  } catch (cause) {
    const fault = faultOf(tried, cause);
    if (fault === null) throw cause;
    return err(fault);
  }
}

/** The Fault that `cause` is, told as "Cannot <tried>: …"; `null` when it is a bug. */
export function faultOf(tried: string, cause: unknown): Fault | null {
  if (!(cause instanceof Error)) return null;
  if (!isOutside(cause)) return null;
  const code = extendedCode(cause);
  const number = code === null ? "" : ` (SQLite code ${code})`;
  return {
    kind: isFull(cause) ? "no_space" : "unavailable",
    message: `Cannot ${tried}: ${cause.message}${number}.`,
    cause,
  };
}

/** The family of SQLite's code in `cause`, `null` when it is no error of SQLite. */
export function sqliteCode(cause: unknown): number | null {
  const code = extendedCode(cause);
  return code === null ? null : code & 0xff;
}

function extendedCode(cause: unknown): number | null {
  if (!(cause instanceof Error) || !("errcode" in cause)) return null;
  return typeof cause.errcode === "number" ? cause.errcode : null;
}

function isOutside(cause: Error): boolean {
  if (cause instanceof DamagedRecord) return true;
  if (!("code" in cause)) return false;
  // A system call of node:fs failed.
  if ("syscall" in cause) return true;
  // ERR_INVALID_STATE: the database was closed, as happens to late callers while the server stops.
  return cause.code === "ERR_SQLITE_ERROR" || cause.code === "ERR_INVALID_STATE";
}

function isFull(cause: Error): boolean {
  const code = extendedCode(cause);
  if (code !== null) return (code & 0xff) === SQLITE_FULL || code === SQLITE_IOERR_SHMSIZE;
  return "code" in cause && (cause.code === "ENOSPC" || cause.code === "EDQUOT");
}
