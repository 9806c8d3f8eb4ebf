// Which bytes does a Range header ask for? (RFC 9110 §14)

export type ByteRange =
  /** No range, one in a unit or form that is not known, or several: the whole is a right answer to each. */
  | { readonly kind: "whole" }
  /** From `start` (inclusive) to `end` (exclusive). */
  | { readonly kind: "part"; readonly start: number; readonly end: number }
  | { readonly kind: "outside" };

const WHOLE: ByteRange = { kind: "whole" };
const OUTSIDE: ByteRange = { kind: "outside" };
const ONE_RANGE = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

/** What `header` asks for of something that is `size` bytes long. */
export function byteRange(header: string | undefined, size: number): ByteRange {
  const [, first = "", last = ""] = ONE_RANGE.exec(header ?? "") ?? [];
  if (first === "") return last === "" ? WHOLE : lastBytes(Number(last), size);
  const start = Number(first);
  const end = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < start) return WHOLE;
  return start < size ? { kind: "part", start, end } : OUTSIDE;
}

function lastBytes(count: number, size: number): ByteRange {
  if (count === 0 || size === 0) return OUTSIDE;
  return { kind: "part", start: Math.max(0, size - count), end: size };
}
