// Is this one of the paths that nearly all paths are, so that no rule needs to be asked?
import { MAX_SEGMENT_BYTES } from "./path-limits.ts";
import type { PathLimits } from "./path-limits.ts";

const SLASH = 0x2f;
const DOT = 0x2e;
const OTHER = 0;
const WORD = 1;

/** What an ordinary name is made of, besides dots: `__proto__` and devices are looked for apart, `~` and `$` are not here. */
const KINDS = new Uint8Array(128);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=@,()[]{}!#%&")
  KINDS[character.charCodeAt(0)] = WORD;

/**
 * `true` only for paths with which `checkPath` finds nothing wrong: plain ASCII, no name that could be special anywhere.
 * `false` says nothing. One pass without allocating, since an archive has thousands of names.
 */
export function isOrdinaryPath(path: string, limits: PathLimits): boolean {
  if (path.length > limits.maxPathBytes) return false;
  let depth = 1;
  let start = 0;
  /** Where the first dot of the name stands, or its end. */
  let stem = -1;
  for (let place = 0; place <= path.length; place += 1) {
    const code = place === path.length ? SLASH : path.charCodeAt(place);
    if (code === DOT) {
      if (stem < start) stem = place;
      continue;
    }
    if (code !== SLASH) {
      if ((KINDS[code] ?? OTHER) === OTHER) return false;
      continue;
    }
    if (stem < start) stem = place;
    if (isSpecial(path, start, stem, place)) return false;
    if (place === path.length) break;
    depth += 1;
    start = place + 1;
  }
  return depth <= limits.maxDepth;
}

/** Whether the name from `start` to `end`, whose first dot is at `stem`, needs to be looked at by every rule. */
function isSpecial(path: string, start: number, stem: number, end: number): boolean {
  const length = end - start;
  if (length === 0 || length > MAX_SEGMENT_BYTES) return true;
  if (path.charCodeAt(end - 1) === DOT) return true;
  if (isDevice(path, start, stem)) return true;
  return path.startsWith("__proto__", start);
}

/** Whether the name up to its first dot is that of a device; those with other characters than words have are not here. */
function isDevice(path: string, start: number, stem: number): boolean {
  const length = stem - start;
  if (length < 3 || length > 4) return false;
  const name = path.slice(start, start + 3).toLowerCase();
  if (length === 3) return name === "con" || name === "prn" || name === "aux" || name === "nul";
  return name === "com" || name === "lpt";
}
