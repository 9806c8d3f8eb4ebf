// On which line and in which column does an offset of a text lie?

export interface TextPosition {
  /** From 1; lines end with LF, CRLF or CR. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** The position of `offset`, in UTF-16 units, in `text`; an offset past the end is taken for the end. */
export function positionAt(text: string, offset: number): TextPosition {
  const end = Math.min(offset, text.length);
  let line = 1;
  let start = 0;
  for (const match of text.slice(0, end).matchAll(/\r\n|\r|\n/g)) {
    line += 1;
    start = match.index + match[0].length;
  }
  return { line, column: end - start + 1 };
}
