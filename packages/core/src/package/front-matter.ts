// Which block at the start of a Markdown file is its front matter?
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";

export interface FrontMatterBlock {
  /** The YAML between the two marks. */
  readonly yaml: string;
  /** Where it starts in the file, in UTF-16 units. */
  readonly offset: number;
}

/** UTF-16 units; YAML of this length is parsed in a fraction of a second, whatever it holds. */
export const LONGEST_FRONT_MATTER = 32 * 1024;

const OPENING = /^\uFEFF?---[ \t]*\r?\n/;
const CLOSING = /(?:^|\r?\n)---[ \t]*(?=\r?\n|$)/;

/**
 * Cuts the front matter out of `text`: it starts with a line `---`, before which only a byte order mark may stand, and ends
 * before the next line that is just `---`. The error is a sentence.
 */
export function cutFrontMatter(text: string): Result<FrontMatterBlock, string> {
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return err("The file does not start with front matter, a line `---`.");
  const rest = text.slice(opening.length, opening.length + LONGEST_FRONT_MATTER + 8);
  const closing = CLOSING.exec(rest);
  if (closing !== null && closing.index <= LONGEST_FRONT_MATTER)
    return ok({ yaml: rest.slice(0, closing.index), offset: opening.length });
  if (text.length - opening.length > LONGEST_FRONT_MATTER)
    return err(`The front matter does not end within ${LONGEST_FRONT_MATTER} characters.`);
  return err("The front matter does not end: its closing line `---` is missing.");
}
