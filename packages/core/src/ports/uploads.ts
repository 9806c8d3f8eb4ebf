// What must a place for uploads promise?
import type { Result } from "neverthrow";
import type { ByteSource } from "../bytes/byte-source.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import type { Fault } from "./fault.ts";
import type { Removal } from "./removal.ts";

export type UploadPart = "package" | "inputs";

export interface ReceivedPart {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** The sender sent more than the limit, or broke off; nothing of the part is left behind. */
export type ReceiveRefusal =
  | { readonly kind: "too_large"; readonly limit: number }
  | { readonly kind: "broken_off"; readonly message: string };

export interface Uploads {
  /**
   * Keeps one part of one attempt. Reads `body` with back-pressure and stops at the first byte past `maxBytes`.
   * When it answers ok, the bytes are flushed to disk. When it answers err, nothing of the part is left.
   * A rejection of `body` and an abort of `signal` are `broken_off`.
   */
  receive(
    run: RunId,
    attempt: AttemptId,
    part: UploadPart,
    body: AsyncIterable<Uint8Array>,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Result<ReceivedPart, ReceiveRefusal | Fault>>;

  /** The bytes of a received part, `null` when there is none. Release it with `close` on every path. */
  open(run: RunId, attempt: AttemptId, part: UploadPart): Promise<Result<OpenedPart | null, Fault>>;

  /** Counts what `remove` would remove. */
  measure(run: RunId): Promise<Result<Removal, Fault>>;

  /** Removes every part of every attempt of `run`. Removing nothing is ok. */
  remove(run: RunId): Promise<Result<Removal, Fault>>;

  /** The runs that have any upload files now, in no order. */
  list(): Promise<Result<readonly RunId[], Fault>>;

  /** Bytes that can still be written where uploads are kept, as far as that is known now. Costs no more than a question. */
  freeBytes(): Promise<Result<number, Fault>>;
}

export interface OpenedPart extends ByteSource {
  close(): Promise<void>;
}
