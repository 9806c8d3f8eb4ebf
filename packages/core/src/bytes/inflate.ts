// What must an inflater promise?
import type { Result } from "neverthrow";

/** Why bytes are not the raw deflate stream (RFC 1951) that they were said to be. */
export type InflateFault =
  /** A rule of the format is broken where zlib would refuse it too (zip I1). */
  | { readonly kind: "invalid"; readonly detail: string }
  /** The input ends before the stream does (zip I1). */
  | { readonly kind: "truncated" }
  /** More output than declared; told at the first step that gives a byte too many (zip I2, B3). */
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
 * fault when a byte follows the end of the stream; allocate by what the data gives, or `ONE_CALL_BYTES` at most.
 */
export interface Inflate {
  /** The whole of `compressed` at once, for a `size` of at most `ONE_CALL_BYTES` bytes. The bytes are the caller's own. */
  inflate(compressed: Uint8Array, size: number): Result<Uint8Array, InflateFault>;
  /** A stream that must give exactly `size` bytes in the end, in bounded memory. */
  open(size: number): InflateStream;
}

/** Takes input by `push`, and after each gives output by `pull` until that answers `null`. */
export interface InflateStream {
  /** The next bytes of input; `last` says that no more come. Not before `pull` answered `null` to those before. */
  push(chunk: Uint8Array, last: boolean): void;
  /**
   * The next bytes of output, at most 2 MiB; they are a view, good until the next call. `null` when the input is used
   * up: after the last input, it says that the stream was right as a whole. Not to be called after a fault.
   */
  pull(): Result<Uint8Array | null, InflateFault>;
  /** Frees what the stream holds; needed when it is given up before its end, harmless otherwise. */
  close(): void;
}
