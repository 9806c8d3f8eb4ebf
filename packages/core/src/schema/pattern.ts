// Does a pattern match, in time proportional to the text?
import { RE2JS, RE2JSException } from "re2js";
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import { withoutLongRepeats } from "./long-repeats.ts";

export interface Pattern {
  /** Whether any part of `text` matches. */
  test(text: string): boolean;
}

const LONGEST = 4096;

/**
 * Compiles an ECMA-262 pattern for RE2, which never backtracks. The error is half a sentence: look-ahead, look-behind and
 * back-references do not exist there. `\s`, `\d`, `\w` and `\b` mean ASCII, and `.` anything but a line feed.
 */
export function compilePattern(source: string): Result<Pattern, string> {
  if (source.length > LONGEST) return err(`it is longer than ${LONGEST} characters`);
  try {
    return ok(RE2JS.compile(RE2JS.translateRegExp(withoutLongRepeats(withoutPropertyNames(source)))));
  } catch (thrown) {
    if (!(thrown instanceof RE2JSException)) throw thrown;
    return err(thrown.message.replace(/^error parsing regexp: /, ""));
  }
}

/** RE2 knows scripts and categories by value alone: `\p{Script=Greek}` is its `\p{Greek}`. */
function withoutPropertyNames(source: string): string {
  return source.replace(/(\\[pP]\{)(?:Script|sc|General_Category|gc)=(?=\w+\})/g, "$1");
}
