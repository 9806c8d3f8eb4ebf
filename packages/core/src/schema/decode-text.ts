// Are these bytes UTF-8 text?

/** The text of `bytes`, a byte order mark included; `null` when they are not valid UTF-8. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // the decoder has no other way to say so, and no other reason
  }
}
