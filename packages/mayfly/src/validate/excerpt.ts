// Which part of a line does a problem point at?

export interface Excerpt {
  readonly line: number;
  /** A part of the line, as it stands in the file. */
  readonly text: string;
  /** Where in `text` the problem is, in UTF-16 units; `null` when it is about the whole line. */
  readonly caret: number | null;
  /** Whether the line goes on before or after it. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** UTF-16 units kept on either side of the caret: more than any line of a terminal shows. */
const REACH = 200;

/** The lines of `text`, which end with LF, CRLF or CR. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}

/** The part of line `line` (from 1) around `column` (from 1, in UTF-16 units); `null` when there is no such line. */
export function excerptOf(lines: readonly string[], line: number, column: number | null): Excerpt | null {
  const whole = lines[line - 1];
  if (whole === undefined) return null;
  const at = Math.min((column ?? 1) - 1, whole.length);
  let start = Math.max(0, at - REACH);
  let end = Math.min(whole.length, at + REACH);
  // A character of two units is not cut in half.
  if (isLow(whole.charCodeAt(start))) start += 1;
  if (isLow(whole.charCodeAt(end))) end -= 1;
  return {
    line,
    text: whole.slice(start, end),
    caret: column === null ? null : at - start,
    cutBefore: start > 0,
    cutAfter: end < whole.length,
  };
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
