// How are bytes inflated without any platform's help, as strictly as zlib does it?
import { Inflate as FflateStream, inflateSync } from "fflate";
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import { DeflateChecker } from "./deflate-checker.ts";
import type { Inflate, InflateFault, InflateStream } from "./inflate.ts";

/** What one push into fflate may give is at most 1032 times this, in bytes. */
const SLICE_BYTES = 2048;

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
  #input = new Uint8Array(0);
  #place = 0;
  #last = false;
  #open = false;

  constructor(size: number) {
    this.#size = size;
    this.#checker = new DeflateChecker(size);
    this.#stream = new FflateStream((chunk) => {
      if (chunk.length > 0) this.#output.push(chunk);
    });
  }

  push(chunk: Uint8Array, last: boolean): void {
    this.#input = chunk as Uint8Array<ArrayBuffer>;
    this.#place = 0;
    this.#last = last;
    this.#open = true;
  }

  pull(): Result<Uint8Array | null, InflateFault> {
    while (this.#output.length === 0 && this.#open) {
      const fault = this.#next();
      if (fault !== null) return err(fault);
    }
    return ok(this.#output.shift() ?? null);
  }

  close(): void {
    this.#output = [];
  }

  /** Works through the next slice of the input. */
  #next(): InflateFault | null {
    const slice = this.#input.subarray(this.#place, this.#place + SLICE_BYTES);
    this.#place += slice.length;
    const left = this.#input.length - this.#place;
    this.#open = left > 0;
    const last = this.#last && left === 0;
    if (this.#checker.ended && slice.length > 0) return { kind: "trailing", bytes: slice.length + left };
    if (!this.#checker.ended) this.#checker.push(slice);
    const fault = faultAfter(this.#checker, this.#size, last ? "last" : "more");
    if (fault?.kind === "trailing") return { kind: "trailing", bytes: fault.bytes + left };
    if (fault !== null) return fault;
    this.#stream.push(slice, last);
    return null;
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
