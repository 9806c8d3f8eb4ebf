// What does a program of the suite of `Engine` do?
import type { LogStream } from "@mayfly/core";

/** One after the other; then the program ends with code 0. */
export type Step =
  /** Prints a text. */
  | { readonly does: "print"; readonly stream: LogStream; readonly text: string }
  /** Prints its document on standard output, as `JSON.stringify` writes it. */
  | { readonly does: "print_document" }
  /** Writes a file below the artifacts folder. */
  | { readonly does: "write"; readonly path: string; readonly text: string }
  /**
   * Waits until it is asked politely to end, and goes on with the next step; `deaf`: whatever it is asked. No longer
   * than `LONGEST_WAIT_MS`, so that a broken engine leaves nothing for good.
   */
  | { readonly does: "wait"; readonly deaf: boolean }
  /** Ends with this code. */
  | { readonly does: "end"; readonly code: number };

export const LONGEST_WAIT_MS = 60_000;
