// How is it told that the system refused a file?
import { escapeForDisplay } from "@mayfly/core";

/** Whether `error` is the system's, or says that a file is not what it was: nothing that a bug throws. */
export function isUnreadable(error: unknown): error is Error {
  return error instanceof Error && ("syscall" in error || error.name === "UnusableFile");
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "it may not be read or written",
  EPERM: "it may not be read or written",
  EISDIR: "it is a folder",
  ENOTDIR: "it is no folder",
  ELOOP: "its links lead in a circle",
  EEXIST: "it exists already; overwrite it with --force",
  ENOSPC: "the disk is full",
};

/** One sentence on standard error: "Cannot <what>: <reason>." */
export function complain(what: string, error: Error): void {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const reason = REASONS[code] ?? escapeForDisplay(error.message.replace(/^Cannot [^:]*: /, "").replace(/\.$/, ""));
  process.stderr.write(`mayfly: Cannot ${escapeForDisplay(what)}: ${reason}.\n`);
}
