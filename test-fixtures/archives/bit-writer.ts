// How is a deflate stream written bit by bit? (RFC 1951, 3.1.1)

/** Takes bits as a reader of the stream meets them. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #count = 0;

  /** A number: its lowest bit first. */
  number(value: number, bits: number): this {
    for (let bit = 0; bit < bits; bit += 1) this.#bit((value >>> bit) & 1);
    return this;
  }

  /** A Huffman code, written as the standard prints it: its highest bit first. */
  code(bits: string): this {
    for (const bit of bits) this.#bit(Number(bit));
    return this;
  }

  /** Very many zeros. */
  zeros(count: number): this {
    this.#count += count;
    while (this.#bytes.length * 8 < this.#count) this.#bytes.push(0);
    return this;
  }

  /** The last byte is filled up with zeros. */
  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #bit(bit: number): void {
    this.zeros(1);
    const last = this.#bytes.length - 1;
    this.#bytes[last] = (this.#bytes[last] ?? 0) | (bit << ((this.#count - 1) % 8));
  }
}
