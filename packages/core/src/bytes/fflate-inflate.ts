// How are bytes inflated without any platform's help, as strictly as zlib does it?
import { Inflate as FflateStream, inflateSync } from "fflate";
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import { DeflateChecker } from "./deflate-checker.ts";
import type { Inflate, InflateFault, InflateStream } from "./inflate.ts";

/** What one push into fflate may give is at most 1032 times this, in bytes. */
const SLICE_BYTES = 16_384;

/**
 * fflate makes the bytes; our own checker walks the stream first, because fflate accepts streams that zlib refuses,
 * overlooks what follows the end, and truncates silently.
 */
export const fflateInflate: Inflate = {
  inflate(compressed, size) {
    const checker = new DeflateChecker(size);
    checker.push(compressed);
    const fault = faultAfter(checker, size, "last");
    if (fault !== null) return err(fault);
    return ok(inflateSync(compressed, { out: new Uint8Array(checker.produced) }));
  },
  open: (size) => new CheckedStream(size),
};

class CheckedStream implements InflateStream {
  readonly #size: number;
  readonly #checker: DeflateChecker;
  readonly #stream: FflateStream;
  #output: Uint8Array[] = [];

  constructor(size: number) {
    this.#size = size;
    this.#checker = new DeflateChecker(size);
    this.#stream = new FflateStream((chunk) => {
      if (chunk.length > 0) this.#output.push(chunk);
    });
  }

  push(chunk: Uint8Array, last: boolean): Result<readonly Uint8Array[], InflateFault> {
    this.#output = [];
    for (let start = 0; start === 0 || start < chunk.length; start += SLICE_BYTES) {
      const slice = chunk.subarray(start, start + SLICE_BYTES);
      const isLast = start + SLICE_BYTES >= chunk.length;
      if (this.#checker.ended && slice.length > 0) return err({ kind: "trailing", bytes: chunk.length - start });
      if (!this.#checker.ended) this.#checker.push(slice);
      const fault = faultAfter(this.#checker, this.#size, last && isLast ? "last" : "more");
      if (fault?.kind === "trailing")
        return err({ kind: "trailing", bytes: fault.bytes + chunk.length - start - slice.length });
      if (fault !== null) return err(fault);
      this.#stream.push(slice, last && isLast);
    }
    return ok(this.#output);
  }

  close(): void {
    this.#output = [];
  }
}

function faultAfter(checker: DeflateChecker, size: number, place: "last" | "more"): InflateFault | null {
  if (checker.fault !== null) return { kind: "invalid", detail: checker.fault };
  if (checker.produced > size) return { kind: "too_long" };
  if (checker.ended && checker.unused > 0) return { kind: "trailing", bytes: checker.unused };
  if (place === "more") return null;
  if (!checker.ended) return { kind: "truncated" };
  return checker.produced < size ? { kind: "too_short", actual: checker.produced } : null;
}
