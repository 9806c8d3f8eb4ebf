// Which names of a directory are plain ASCII, and how do they become text without a decoder's cost for each?

/** Text of ASCII names, cut out of one decoding of the whole directory. */
export class AsciiNames {
  readonly #bytes: Uint8Array;
  #text: string | null = null;

  constructor(directory: Uint8Array) {
    this.#bytes = directory;
  }

  /** The name at `place`, or `null` when one of its bytes is not ASCII. */
  at(place: number, length: number): string | null {
    const end = place + length;
    for (let index = place; index < end; index += 1) if ((this.#bytes[index] ?? 0) >= 0x80) return null;
    // One character a byte, ASCII as it is; what the others become is never looked at.
    this.#text ??= new TextDecoder("latin1").decode(this.#bytes);
    return this.#text.slice(place, end);
  }
}
