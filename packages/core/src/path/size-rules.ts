// Is a path short enough for every file system? (zip P2)
import { MAX_SEGMENT_BYTES } from "./path-limits.ts";
import type { PathLimits } from "./path-limits.ts";

const encoder = new TextEncoder();

/** Each rule answers what is wrong, as the end of a sentence, or `null`. */
export function tooLong(path: string, limits: PathLimits): string | null {
  const bytes = encoder.encode(path).length;
  return bytes > limits.maxPathBytes ? `it has ${bytes} bytes, and at most ${limits.maxPathBytes} are allowed` : null;
}

export function segmentTooLong(path: string): string | null {
  for (const segment of path.split("/")) {
    const bytes = encoder.encode(segment).length;
    if (bytes > MAX_SEGMENT_BYTES)
      return `one of its names has ${bytes} bytes, and at most ${MAX_SEGMENT_BYTES} are allowed`;
  }
  return null;
}

export function tooDeep(path: string, limits: PathLimits): string | null {
  const depth = path.split("/").length;
  return depth > limits.maxDepth ? `it is ${depth} names deep, and at most ${limits.maxDepth} are allowed` : null;
}
