// When do two paths name one file on some system? (zip K1)
import { foldCase } from "./fold-case.ts";

const ASCII = /^[\x20-\x7e]*$/;
/** They choose between shapes of one character, and some file systems overlook them. */
const VARIATION_SELECTORS = /[\u180B-\u180D\u180F\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;

/**
 * Equal for two paths exactly when they collide: after NFKC, full case folding and NFC, segment by segment.
 * Not a path, and only good for comparing. `normalize` is the engine's: its answer is the same in every engine for
 * the characters that names may hold, because later ones are refused (zip P3) and earlier ones never change.
 */
export function collisionKey(path: string): string {
  return path.split("/").map(segmentKey).join("\0");
}

/** The same for one segment. */
export function segmentKey(segment: string): string {
  if (ASCII.test(segment)) return segment.toLowerCase();
  return foldCase(segment.replace(VARIATION_SELECTORS, "").normalize("NFKC")).normalize("NFC");
}
