// Which parts may a form have, and who takes them?
import type { ReceivedPart, Refusal, RunId } from "@mayfly/core";
import type { Result } from "neverthrow";

export interface FormShape {
  /** Names of the parts that are files. */
  readonly files: readonly string[];
  /** Names of the parts that are short texts. */
  readonly texts: readonly string[];
}

/** Takes the parts of one form, each at most once. */
export interface FormReceiver {
  readonly shape: FormShape;
  /** Named in refusals. */
  readonly run: RunId | null;
  /** Aborts when nobody needs the rest of the body; `unwanted` says why. */
  readonly signal: AbortSignal;
  unwanted(): Refusal;
  /** Keeps a file, reading it with back-pressure. `fileName` is the client's: data, and never a path. */
  file(field: string, body: AsyncIterable<Uint8Array>, fileName: string): Promise<Result<ReceivedPart, Refusal>>;
  /** Takes a text; the refusal says what is wrong with it. */
  text(field: string, value: string): Refusal | null;
  /** The end of a sentence on a body that did not come whole: what becomes of what it was for. */
  readonly afterwards: string;
}
