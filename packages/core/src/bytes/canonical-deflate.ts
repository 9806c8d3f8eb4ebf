// How are bytes deflated, the same on every platform? (checklist, canonical archive)
import { deflateSync } from "fflate";

/** `mem` is fixed: by default it follows from a logarithm, which engines may round differently. */
const OPTIONS = { level: 6, mem: 8 } as const;

/** The raw deflate stream that the pinned fflate makes of `bytes`. zlib's differs by processor and version. */
export function canonicalDeflate(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, OPTIONS);
}
