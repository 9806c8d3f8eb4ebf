// What about the file itself was odd, how often, and where first?

const DETAILS = {
  EMPTY_FILE: "The file is empty: there is not even a header.",
  NO_ROWS: "There is a header but no row below it.",
  HEADER_LOOKS_LIKE_DATA: "Every name in the header is a number: the file may have no header.",
  DUPLICATE_HEADER: "A name stands in the header more than once; later ones got a number.",
  EMPTY_HEADER: "A column has no name; it is called after its place.",
  TOO_MANY_COLUMNS: "The columns past the limit were left out.",
  SHORT_ROWS: "Rows with fewer fields than the header; the fields that lack count as missing.",
  LONG_ROWS: "Rows with more fields than the header; the surplus ones were left out.",
  BLANK_LINES: "Blank lines were skipped.",
  STRAY_QUOTE: "A quotation mark in the middle of a field was read as it stands.",
  UNCLOSED_QUOTE: "A quoted field does not end; it took all that follows.",
  FIELD_CUT: "A field of more than 1,048,576 characters was cut.",
  NOT_UTF8: "Bytes that are not UTF-8 were replaced by U+FFFD; save the file as UTF-8.",
};

/** Counts each kind of oddity, and remembers the line where it was seen first. */
export class Warnings {
  #seen = new Map();

  /**
   * @param {keyof typeof DETAILS} code
   * @param {number} [line] from 1
   * @param {number} [count] how many at once
   */
  add(code, line, count = 1) {
    const known = this.#seen.get(code);
    if (known !== undefined) known.count += count;
    else this.#seen.set(code, { code, detail: DETAILS[code], count, ...(line ? { line } : {}) });
  }

  /** All of them, as the output schema has them. */
  list() {
    return [...this.#seen.values()];
  }
}
