// How large may a template be, so that parsing it takes neither long nor deep recursion?
import type { TemplateTag } from "./cut-template.ts";

/** UTF-16 units. */
const LONGEST_TAG = 4096;
const MOST_IN_TAGS = 65_536;
/** Blocks and alternatives inside each other. */
const MOST_BLOCKS = 200;
/** Brackets inside each other in a tag. */
const MOST_BRACKETS = 64;
/** Signs, negations, alternatives and calls in a tag, each of which the parser may take as part of the one before. */
const MOST_CHAINED = 256;

interface Token {
  readonly type: string;
  readonly value: string;
}

/** What of `tags` goes beyond a limit; the reason is half a sentence about the template. */
export function oversizedTag(
  tags: readonly TemplateTag[],
): { readonly tag: TemplateTag; readonly reason: string } | null {
  let together = 0;
  for (const tag of tags) {
    together += tag.text.length;
    if (tag.text.length > LONGEST_TAG) return { tag, reason: `a tag is longer than ${LONGEST_TAG} characters` };
    if (together > MOST_IN_TAGS) return { tag, reason: `its tags have more than ${MOST_IN_TAGS} characters together` };
  }
  return null;
}

/** Whether the expression of one tag nests or chains beyond the limits. */
export function isTooDeep(tokens: readonly Token[]): boolean {
  let depth = 0;
  let chained = 0;
  let before = "";
  for (const { type, value } of tokens) {
    if (type.startsWith("Open")) depth += 1;
    if (type.startsWith("Close")) depth -= 1;
    if (
      type === "UnaryOperator" ||
      type === "AdditiveBinaryOperator" ||
      (type === "OpenParen" && before === "CloseParen")
    )
      chained += 1;
    if (type === "Identifier" && (value === "not" || value === "else")) chained += 1;
    if (depth > MOST_BRACKETS + 1 || chained > MOST_CHAINED) return true;
    before = type;
  }
  return false;
}

const OPENING: ReadonlySet<string> = new Set(["if", "for", "macro", "call", "filter", "set"]);

/** The blocks that are open in a template, tag by tag. */
export class OpenBlocks {
  readonly #open: { readonly tag: TemplateTag; readonly name: string }[] = [];
  #alternatives = 0;

  /** Takes the next tag; whether blocks nest too deep. */
  isTooDeepWith(tag: TemplateTag, [first, second, ...rest]: readonly Token[]): boolean {
    if (first?.type !== "OpenStatement" || second === undefined) return false;
    const { value: name } = second;
    if (name.startsWith("end")) this.#open.pop();
    if (name === "elif") this.#alternatives += 1;
    // A value may follow the name at once, and then there is no block.
    const isBlock = name !== "set" || rest.every(({ type }) => type !== "Equals");
    if (OPENING.has(name) && isBlock) this.#open.push({ tag, name });
    if (this.#open.length === 0) this.#alternatives = 0;
    return this.#open.length + this.#alternatives > MOST_BLOCKS;
  }

  /** The innermost block that has not ended. */
  get innermost(): { readonly tag: TemplateTag; readonly name: string } | null {
    return this.#open.at(-1) ?? null;
  }
}
