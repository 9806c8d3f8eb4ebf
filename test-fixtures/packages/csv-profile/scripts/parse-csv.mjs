// Where does a record of delimited text end, and what are its fields? (RFC 4180, read leniently)

const QUOTE = 34;
const LF = 10;
const CR = 13;
const MAX_FIELD = 1024 * 1024; // characters; a quote that never closes must not fill the memory

const START = 0; // before the first character of a field
const PLAIN = 1; // in a field without quotes, or in what follows a closing quote
const QUOTED = 2; // between quotes
const CLOSING = 3; // after a quote inside quotes: its end, or the first half of a doubled one

/**
 * A parser that is fed text in chunks, wherever they are cut.
 * @param {string} delimiter one character
 * @param {(fields: string[], line: number, blank: boolean) => void} onRecord called for every
 * record with the line (from 1) on which it starts; `blank` is true for a line with nothing on it
 * @param {(code: string, line: number) => void} onProblem called for what RFC 4180 does not allow
 * @returns {{push: (text: string) => void, end: () => void}}
 */
export function csvParser(delimiter, onRecord, onProblem = () => {}) {
  const separator = delimiter.charCodeAt(0);
  let state = START;
  let fields = [];
  let held = "";
  let cut = false;
  let quoted = false;
  let afterCr = false;
  let line = 1;
  let firstLine = 1;

  function hold(text) {
    if (held.length + text.length <= MAX_FIELD) {
      held += text;
    } else {
      held += text.slice(0, MAX_FIELD - held.length);
      if (!cut) onProblem("FIELD_CUT", firstLine);
      cut = true;
    }
  }

  function endField() {
    fields.push(held);
    held = "";
    cut = false;
    state = START;
  }

  function endRecord() {
    const blank = fields.length === 1 && fields[0] === "" && !quoted;
    onRecord(fields, firstLine, blank);
    fields = [];
    quoted = false;
    firstLine = line;
  }

  /** The delimiter or line end `code` closes a field, and a line end its record too. */
  function close(code) {
    endField();
    if (code === separator) return;
    line += 1;
    afterCr = code === CR;
    endRecord();
  }

  const closes = (code) => code === separator || code === LF || code === CR;

  /** Reads a field without quotes from `from`, and returns where reading goes on. */
  function readPlain(text, from) {
    let at = from;
    let code = 0;
    let quotes = false;
    for (; at < text.length; at += 1) {
      code = text.charCodeAt(at);
      if (code === separator || code === LF || code === CR) break;
      if (code === QUOTE) quotes = true;
    }
    if (quotes) onProblem("STRAY_QUOTE", line);
    if (at > from) hold(text.slice(from, at));
    if (at === text.length) return at;
    close(code);
    return at + 1;
  }

  function readQuoted(text, from) {
    const found = text.indexOf('"', from);
    const end = found === -1 ? text.length : found;
    for (let at = text.indexOf("\n", from); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) {
      line += 1;
    }
    hold(text.slice(from, end));
    if (found === -1) return end;
    state = CLOSING;
    return end + 1;
  }

  function readClosing(text, at) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      hold('"');
      state = QUOTED;
    } else if (closes(code)) {
      close(code);
    } else {
      onProblem("STRAY_QUOTE", line);
      state = PLAIN;
      return at;
    }
    return at + 1;
  }

  function push(text) {
    let at = 0;
    while (at < text.length) {
      if (state === START) {
        const code = text.charCodeAt(at);
        if (afterCr && code === LF) {
          afterCr = false;
          at += 1;
          continue;
        }
        afterCr = false;
        state = code === QUOTE ? QUOTED : PLAIN;
        if (state === QUOTED) {
          quoted = true;
          at += 1;
          continue;
        }
      }
      if (state === PLAIN) at = readPlain(text, at);
      else if (state === QUOTED) at = readQuoted(text, at);
      else at = readClosing(text, at);
    }
  }

  function end() {
    if (state === QUOTED) onProblem("UNCLOSED_QUOTE", firstLine);
    if (state === START && fields.length === 0) return;
    endField();
    endRecord();
  }

  return { push, end };
}
