// How are large entries inflated by the platform in bounded memory?
import { createInflateRaw } from "node:zlib";
import type { InflateRaw } from "node:zlib";
import type { AsyncInflate, AsyncInflateStream, InflateFault } from "@mayfly/core";
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import { faultOf } from "./zlib-fault.ts";
import { faultAfter, zlibInflate } from "./zlib-inflate.ts";

/** Streams are two to five times as fast as core's own, on zlib's threads. */
export const zlibAsyncInflate: AsyncInflate = {
  inflate: async (compressed, size) => zlibInflate.inflate(compressed, size),
  open: (size) => new ZlibStream(size),
};

const OUTPUT_CHUNK_BYTES = 64 * 1024;

class ZlibStream implements AsyncInflateStream {
  readonly #size: number;
  readonly #zlib: InflateRaw = createInflateRaw({ chunkSize: OUTPUT_CHUNK_BYTES });
  #output: Uint8Array[] = [];
  #error: unknown = null;
  #pushed = 0;
  #produced = 0;
  /** Ends the push that zlib's end or failure comes in. */
  #settle: () => void = () => undefined;

  constructor(size: number) {
    this.#size = size;
    this.#zlib.on("data", (chunk: Uint8Array) => {
      this.#produced += chunk.length;
      this.#output.push(chunk);
      // A bomb stops here, and not at the end of what was pushed.
      if (this.#produced > size) this.#zlib.destroy();
    });
    this.#zlib.on("error", (cause) => (this.#error = cause));
    this.#zlib.on("close", () => this.#settle());
  }

  async push(chunk: Uint8Array, last: boolean): Promise<Result<readonly Uint8Array[], InflateFault>> {
    this.#pushed += chunk.length;
    await new Promise<void>((resolve) => {
      this.#settle = resolve;
      if (this.#zlib.destroyed) resolve();
      else if (last) this.#zlib.end(chunk);
      else this.#zlib.write(chunk, () => resolve());
    });
    const output = this.#output;
    this.#output = [];
    if (this.#error !== null) return err(faultOf(this.#error));
    const fault = faultAfter(this.#pushed, this.#zlib.bytesWritten, this.#size, this.#produced);
    const mayGoOn = fault?.kind === "too_short" && !last;
    return fault === null || mayGoOn ? ok(output) : err(fault);
  }

  close(): void {
    this.#zlib.destroy();
  }
}
