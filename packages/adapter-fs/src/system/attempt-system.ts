// How does a failing system call become a fault?
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "@mayfly/core";
import { UnusableFile } from "./unusable-file.ts";

/**
 * Runs `action`; what the system refuses becomes a fault that says `what` was tried.
 * Anything but a system error and an `UnusableFile` is a bug and goes on as a rejection.
 */
export async function attemptSystem<T>(what: string, action: () => Promise<T>): Promise<Result<T, Fault>> {
  try {
    return ok(await action());
  } catch (error) {
    return err(toFault(what, error));
  }
}

/** The fault that a system error or an `UnusableFile` means; rethrows anything else. */
export function toFault(what: string, error: unknown): Fault {
  const code = systemCode(error);
  if (code === null && !(error instanceof UnusableFile)) throw error;
  const message = `Cannot ${what}: ${error instanceof Error ? error.message : String(error)}`;
  const kind = FULL.has(code ?? "") ? "no_space" : "unavailable";
  return { kind, message, cause: error, ...(code === null ? {} : { code }) };
}

/** The system's code of an error, such as `ENOENT`; `null` when no system call failed. */
export function systemCode(error: unknown): string | null {
  return isSystemError(error) ? error.code : null;
}

/** Whether the system refused a call. */
export function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}

/** Waits for a system call, taking a failure with one of `codes` for the answer `undefined`. */
export async function tolerating<T>(codes: readonly string[], call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (codes.includes(systemCode(error) ?? "")) return undefined;
    throw error;
  }
}

/** A full disk and a reached quota look alike to a sender: try again later. */
const FULL: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT"]);
