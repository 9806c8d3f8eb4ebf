// How is content handed over to a writer that takes it as it comes?

const PIECE_BYTES = 10_000;

/** `bytes` in pieces, the last of which may be empty; at least one. */
export function pieces(bytes: Uint8Array): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let place = 0; place < bytes.length; place += PIECE_BYTES)
    parts.push(bytes.subarray(place, place + PIECE_BYTES));
  return [...parts, new Uint8Array(0)];
}
