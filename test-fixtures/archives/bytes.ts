// How is a record put together from numbers and text? (APPNOTE 4.4: all little-endian)

export function bytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/** Text becomes UTF-8. */
export function toBytes(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? new TextEncoder().encode(text) : text;
}

/** Bytes as a hex dump shows them, spaces between. */
export function hex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));
}

export function zeros(count: number): Uint8Array {
  return new Uint8Array(count);
}

export function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255);
}

export function u32(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
}

export function u64(value: bigint): Uint8Array {
  return bytes(u32(Number(value & 0xffffffffn)), u32(Number(value >> 32n)));
}
