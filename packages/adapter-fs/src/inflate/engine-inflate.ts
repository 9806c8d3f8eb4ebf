// How are bytes inflated by zlib's steps, exactly and in bounded memory?
import type { Inflate, InflateFault, InflateStream } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import type { ZlibEngine } from "./zlib-engine.ts";
import { faultOf } from "./zlib-fault.ts";

const OUTPUT_BYTES = 64 * 1024;
/**
 * Room above what is still to come. One byte would tell too long from just right, but zlib copies a match at once only
 * where the longest one (258 bytes) fits, and goes on byte by byte near the end. What lands here is never given.
 */
const SPARE_BYTES = 512;

/** An engine with memory for what one step gives. */
interface Equipped {
  readonly engine: ZlibEngine;
  readonly output: Uint8Array;
}

/** Inflates with engines from `create`, which are kept and used again. */
export function engineInflate(create: () => ZlibEngine | null): Inflate {
  const idle: Equipped[] = [];
  const equip = (): Equipped => {
    const engine = create();
    if (engine === null) throw new Error("zlib's engine is gone.");
    return { engine, output: new Uint8Array(OUTPUT_BYTES) };
  };
  const start = (size: number, output?: Uint8Array): EngineStream => {
    const equipped = idle.pop() ?? equip();
    equipped.engine.reset();
    return new EngineStream(equipped.engine, output ?? equipped.output, size, () => idle.push(equipped));
  };
  return {
    inflate(compressed, size) {
      // Not zeroed first: what is not filled is not given.
      const stream = start(size, new Uint8Array(Buffer.allocUnsafeSlow(size + SPARE_BYTES).buffer));
      stream.push(compressed, true);
      // There is room for all of it, so one step does; the second only asks whether that was right.
      const content = stream.pull();
      if (content.isErr()) return err(content.error);
      if (content.value === null) return ok(new Uint8Array(0));
      const { value } = content;
      return stream.pull().map(() => value);
    },
    open: (size) => start(size),
  };
}

class EngineStream implements InflateStream {
  #engine: ZlibEngine | null;
  readonly #output: Uint8Array;
  readonly #size: number;
  readonly #release: () => void;
  #input = new Uint8Array(0);
  #place = 0;
  #last = false;
  #produced = 0;
  /** Whether all that the input gives has been given. */
  #drained = true;

  constructor(engine: ZlibEngine, output: Uint8Array, size: number, release: () => void) {
    this.#engine = engine;
    this.#output = output;
    this.#size = size;
    this.#release = release;
  }

  push(chunk: Uint8Array, last: boolean): void {
    this.#input = chunk as Uint8Array<ArrayBuffer>;
    this.#place = 0;
    this.#last = last;
    this.#drained = false;
  }

  pull(): Result<Uint8Array | null, InflateFault> {
    const engine = this.#engine;
    if (engine === null) return err({ kind: "truncated" });
    if (this.#drained) return this.#atEnd();
    const room = Math.min(this.#output.length, this.#size - this.#produced + SPARE_BYTES);
    const step = engine.step(this.#input, this.#place, this.#last, this.#output, room);
    if (step.fault !== null) return this.#fail(dataFault(step.fault));
    const made = room - step.room;
    this.#place = this.#input.length - step.unread;
    this.#produced += made;
    if (this.#produced > this.#size) return this.#fail({ kind: "too_long" });
    if (step.room > 0) {
      // zlib takes all there is while it has room, unless the stream is at its end.
      if (step.unread > 0) return this.#fail({ kind: "trailing", bytes: step.unread });
      this.#drained = true;
    }
    return made > 0 ? ok(this.#output.subarray(0, made)) : this.pull();
  }

  close(): void {
    if (this.#engine === null) return;
    this.#engine = null;
    this.#release();
  }

  #atEnd(): Result<null, InflateFault> {
    if (!this.#last) return ok(null);
    if (this.#produced < this.#size) return this.#fail({ kind: "too_short", actual: this.#produced });
    this.close();
    return ok(null);
  }

  #fail(fault: InflateFault): Result<never, InflateFault> {
    this.close();
    return err(fault);
  }
}

function dataFault({ code, message }: { readonly code: string; readonly message: string }): InflateFault {
  const fault = faultOf(code, message);
  if (fault === undefined) throw new Error(`zlib failed: ${code} ${message}`);
  return fault;
}
