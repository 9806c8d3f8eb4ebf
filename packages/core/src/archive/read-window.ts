// How are many small records read with few requests?
import { ByteRecord } from "./record.ts";
import type { Walk } from "./walk.ts";

/** Records that start within so many bytes of each other are asked for together. */
const WINDOW_BYTES = 64 * 1024;
/** A local header with a name and extra fields as they mostly are. */
const USUAL_HEADER_BYTES = 256;

/** The bytes that were read last, which a walk in ascending order often finds the next record in. */
export class ReadWindow {
  record = new ByteRecord(new Uint8Array(0));
  #start = 0;
  readonly #end: number;

  /** Nothing at or after `end` is read. */
  constructor(end: number) {
    this.#end = end;
  }

  /** Where `offset` of the archive is in `record`. */
  placeOf(offset: number): number {
    return offset - this.#start;
  }

  holds(offset: number, length: number): boolean {
    return offset >= this.#start && offset + length <= this.#start + this.record.length;
  }

  /**
   * Has `record` hold the `length` bytes at `offset`, and with them the following records that start nearby, the n-th
   * of them at `next(n)`.
   */
  *read(offset: number, length: number, next?: (n: number) => number): Walk<void> {
    const furthest = Math.min(offset + WINDOW_BYTES, this.#end);
    let end = offset + length;
    for (let n = 1; next !== undefined; n += 1) {
      const start = next(n);
      if (start + USUAL_HEADER_BYTES > furthest || start < end) break;
      end = start + USUAL_HEADER_BYTES;
    }
    this.record = new ByteRecord(yield { offset, length: end - offset });
    this.#start = offset;
  }
}
