// What is fuzzed?

/** What came of an input that kept every promise. */
export interface Outcome {
  readonly accepted: boolean;
  /** Of the problems, or of the normalisations. */
  readonly codes: readonly string[];
  /** What inputs have in common that went the same way; an input of a new shape is worth changing further. */
  readonly shape: string;
}

/**
 * Judges one input.
 * @throws {BrokenPromise} when something is wrong; whatever else it throws is wrong as well
 */
export type Target = (input: Uint8Array) => Outcome;

export class BrokenPromise extends Error {
  /** A few words, fit for a file's name. */
  readonly promise: string;

  constructor(promise: string, message: string) {
    super(message);
    this.promise = promise;
  }
}

export function promise(kept: boolean, name: string, message: () => string): void {
  if (!kept) throw new BrokenPromise(name, message());
}
