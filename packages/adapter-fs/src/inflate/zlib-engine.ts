// How is zlib asked to go on with one stream, at once and into memory of ours?
import { constants, createInflateRaw, deflateRawSync } from "node:zlib";

/** What one step of zlib did; the same object is used for every step. */
export interface EngineStep {
  /** Bytes of the input that were not taken: after the end of the stream, or for want of room. */
  unread: number;
  /** Bytes of the output that were not filled. */
  room: number;
  /** zlib's code when it refuses the data, else `null`. */
  fault: { readonly code: string; readonly message: string } | null;
}

/** A raw inflater whose steps the caller takes; it is reused, because making one costs as much as inflating 4 KiB. */
export interface ZlibEngine {
  /** Forgets the stream before. */
  reset(): void;
  /** Inflates from `input`, of which `inputPlace` bytes are done, into the first `room` bytes of `output`. */
  step(input: Uint8Array, inputPlace: number, last: boolean, output: Uint8Array, room: number): EngineStep;
}

/** Node's binding of zlib, as far as we call it; what it does is tried before it is trusted. */
interface Binding {
  onerror: (message: string, errno: number, code: string) => void;
  reset(): void;
  writeSync(
    flush: number,
    input: Uint8Array,
    inputOffset: number,
    inputLength: number,
    output: Uint8Array,
    outputOffset: number,
    outputLength: number,
  ): void;
}

/**
 * An engine, or `null` where this Node offers none. Node's public interface has no bounded step that answers at once;
 * its streams are built on one that has been there, under these names, since Node 12 (decision 0007).
 */
export function createZlibEngine(): ZlibEngine | null {
  const stream: unknown = createInflateRaw();
  const { _handle: binding, _writeState: state } = stream as { _handle?: Binding; _writeState?: unknown };
  if (!(state instanceof Uint32Array) || typeof binding?.writeSync !== "function") return null;
  const step: EngineStep = { unread: 0, room: 0, fault: null };
  const onerror: Binding["onerror"] = (message, _, code) => {
    step.fault = { code, message };
  };
  Object.assign(binding, { onerror });
  return {
    reset() {
      binding.reset();
    },
    step(input, inputPlace, last, output, room) {
      step.fault = null;
      const flush = last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
      binding.writeSync(flush, input, inputPlace, input.length - inputPlace, output, 0, room);
      step.room = state[0] ?? 0;
      step.unread = state[1] ?? 0;
      return step;
    },
  };
}

/** Whether `engine` does what is expected of it: ends, asks for room, tells what is left over, and refuses. */
export function works(engine: ZlibEngine): boolean {
  const content = new Uint8Array(100).fill(97);
  const data = deflateRawSync(content);
  const output = new Uint8Array(200);
  const trailing = Uint8Array.of(...data, 0, 0);
  engine.reset();
  const first = { ...engine.step(trailing, 0, true, output, 60) };
  const second = { ...engine.step(trailing, trailing.length - first.unread, true, output, 200) };
  engine.reset();
  const cut = { ...engine.step(data.subarray(0, -1), 0, true, output, 200) };
  engine.reset();
  const invalid = { ...engine.step(Uint8Array.of(7), 0, true, output, 200) };
  return (
    first.room === 0 &&
    first.fault === null &&
    second.room === 160 &&
    second.unread === 2 &&
    second.fault === null &&
    cut.fault?.code === "Z_BUF_ERROR" &&
    invalid.fault?.code === "Z_DATA_ERROR"
  );
}
