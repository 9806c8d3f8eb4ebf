// How are bytes inflated by zlib's public calls alone?
import { inflateRawSync } from "node:zlib";
import { fflateInflate, type Inflate, type InflateFault } from "@mayfly/core";
import { err, ok } from "neverthrow";
import { faultOf } from "./zlib-fault.ts";

interface WithEngine {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

/** One call goes to zlib. Streams go to core's own inflater: the public interface has none that answers at once. */
export const oneCallInflate: Inflate = {
  inflate(compressed, size) {
    try {
      // One byte above `size` tells too long from just right; zlib's engine tells where the stream ended.
      const { buffer, engine } = inflateWithEngine(compressed, size + 1);
      const fault = faultAfter(compressed.length, engine.bytesWritten, size, buffer.length);
      return fault === null ? ok(buffer) : err(fault);
    } catch (error) {
      const fault = error instanceof Error && "code" in error ? faultOf(error.code, error.message) : undefined;
      if (fault === undefined) throw error;
      return err(fault);
    }
  },
  open: (size) => fflateInflate.open(size),
};

/** `info` makes zlib answer with its engine, which Node's types do not know. */
function inflateWithEngine(compressed: Uint8Array, maxOutputLength: number): WithEngine {
  const answer: unknown = inflateRawSync(compressed, { info: true, maxOutputLength });
  return answer as WithEngine;
}

/** What is wrong with a stream that came to its end, or `null`. */
function faultAfter(length: number, read: number, size: number, produced: number): InflateFault | null {
  if (produced > size) return { kind: "too_long" };
  if (read < length) return { kind: "trailing", bytes: length - read };
  return produced < size ? { kind: "too_short", actual: produced } : null;
}
