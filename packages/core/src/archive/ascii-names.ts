// Which names of a directory are plain ASCII, and how do they become text without a decoder's cost for each?
import type { CentralHeader } from "./central-header.ts";

const decoder = new TextDecoder();

/** The names of `headers` as text, `null` for each that has a byte which is not ASCII. */
export function asciiNames(headers: readonly CentralHeader[]): readonly (string | null)[] {
  const all = new Uint8Array(headers.reduce((total, header) => total + header.nameLength, 0));
  const ends = new Float64Array(headers.length);
  let end = 0;
  for (let index = 0; index < headers.length; index += 1) {
    end += headers[index]?.copyAscii(all, end) ?? 0;
    ends[index] = end;
  }
  // All of it is ASCII, so each byte is one character of the text.
  const text = decoder.decode(all.subarray(0, end));
  return headers.map(({ nameLength }, index) => {
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
    const stop = ends[index] ?? 0;
    return stop - start === nameLength ? text.slice(start, stop) : null;
  });
}
