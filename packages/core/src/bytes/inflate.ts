// What must an inflater promise?
import type { Result } from "neverthrow";

/** Why bytes are not the raw deflate stream (RFC 1951) that they were said to be. */
export type InflateFault =
  /** A rule of the format is broken where zlib would refuse it too (zip I1). */
  | { readonly kind: "invalid"; readonly detail: string }
  /** The input ends before the stream does (zip I1). */
  | { readonly kind: "truncated" }
  /** More output than declared; told at the first byte too many (zip I2, B3). */
  | { readonly kind: "too_long" }
  /** Less output than declared (zip I2). */
  | { readonly kind: "too_short"; readonly actual: number }
  /** The stream ends before the input does (zip I3). */
  | { readonly kind: "trailing"; readonly bytes: number };

/** Output up to this many bytes is asked for in one call; anything larger is streamed. */
export const ONE_CALL_BYTES = 1024 * 1024;

/**
 * Inflates raw deflate data.
 *
 * Obligations: accept exactly what zlib accepts; give exactly `size` bytes or a fault, never fewer or more;
 * fault when a byte follows the end of the stream; allocate by what the data gives, never by `size` alone.
 */
export interface Inflate {
  /** The whole of `compressed` at once, for a `size` of at most `ONE_CALL_BYTES` bytes. */
  inflate(compressed: Uint8Array, size: number): Result<Uint8Array, InflateFault>;
  /** A stream that must give exactly `size` bytes in the end; memory is bounded by the pushed chunks. */
  open(size: number): InflateStream;
}

export interface InflateStream {
  /**
   * Takes the next bytes and gives what they inflate to, perhaps nothing. `last` says that no more come:
   * only then can an answer without a fault be trusted as whole. Not to be called after a fault or after `last`.
   */
  push(chunk: Uint8Array, last: boolean): Result<readonly Uint8Array[], InflateFault>;
  /** Frees what the stream holds; needed when it is given up before its end, harmless otherwise. */
  close(): void;
}

/** The same promises, answered later: for inflaters that work off the calling thread. */
export interface AsyncInflate {
  inflate(compressed: Uint8Array, size: number): Promise<Result<Uint8Array, InflateFault>>;
  open(size: number): AsyncInflateStream;
}

export interface AsyncInflateStream {
  push(chunk: Uint8Array, last: boolean): Promise<Result<readonly Uint8Array[], InflateFault>>;
  close(): void;
}
