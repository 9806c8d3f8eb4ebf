// Which pieces is a JSON text made of? (RFC 8259)
import type { JsonValue } from "./json.ts";

/** What needs no escape in a string. The patterns ending in `y` match at their `lastIndex`. */
export const PLAIN = /[^"\\\u0000-\u001F]*/y;
export const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
export const SPACE = /[ \t\n\r]*/y;
export const COMMENT = /\/\/[^\n\r]*|\/\*[^]*?\*\//y;
/** What a reader takes for one word, right or wrong. */
export const SCALAR = /[-+.\w']+/y;
export const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
export const ESCAPES: Readonly<Record<string, string>> = {
  '\\"': '"',
  "\\\\": "\\",
  "\\/": "/",
  "\\b": "\b",
  "\\f": "\f",
  "\\n": "\n",
  "\\r": "\r",
  "\\t": "\t",
};
export const WORDS: Readonly<Record<string, JsonValue>> = { true: true, false: false, null: null };
const NOT_A_NUMBER = "JSON has no such number; write `null` or a string.";
/** Words that other languages would write, and what to write instead. */
export const FOREIGN_WORDS: Readonly<Record<string, string>> = {
  True: "Write `true`.",
  False: "Write `false`.",
  None: "Write `null`.",
  undefined: "Write `null`.",
  NaN: NOT_A_NUMBER,
  Infinity: NOT_A_NUMBER,
  "-Infinity": NOT_A_NUMBER,
};
