// Where are the tags of a Jinja template?

export interface TemplateTag {
  /** From `{{` or `{%` to its end. */
  readonly text: string;
  /** In UTF-16 units. */
  readonly offset: number;
}

export interface CutTemplate {
  readonly tags: readonly TemplateTag[];
  /** Where a tag or a comment starts that never ends; `null` when all end. */
  readonly open: number | null;
}

const START = /\{[{%#]/g;
/** What matters inside a tag; the longer first. */
const PIECE = /-?%\}|-\}\}|\}\}|\{[{%#]|[{}"']/g;

/**
 * Cuts `template` where its parser would, which itself takes time in proportion to the square of a run of blanks. Takes
 * time in proportion to the text.
 */
export function cutTemplate(template: string): CutTemplate {
  const tags: TemplateTag[] = [];
  for (let at = 0; ;) {
    START.lastIndex = at;
    const start = START.exec(template);
    if (start === null) return { tags, open: null };
    const { index } = start;
    const end = start[0] === "{#" ? endOfComment(template, index) : endOfTag(template, index);
    if (end === null) return { tags, open: index };
    if (start[0] !== "{#") tags.push({ text: template.slice(index, end), offset: index });
    at = end;
  }
}

function endOfComment(template: string, start: number): number | null {
  const end = template.indexOf("#}", start + 2);
  return end < 0 ? null : end + 2;
}

function endOfTag(template: string, start: number): number | null {
  // Braces that are open inside the tag, where `}}` closes two of them.
  let depth = 0;
  PIECE.lastIndex = start + 2;
  for (let match = PIECE.exec(template); match !== null; match = PIECE.exec(template)) {
    const [piece] = match;
    if (piece.endsWith("%}") || piece === "-}}" || (piece === "}}" && depth <= 0)) return PIECE.lastIndex;
    if (piece === "}}") {
      depth -= 1;
      PIECE.lastIndex -= 1;
    } else if (piece === "{") depth += 1;
    else if (piece === "}") depth -= 1;
    else if (piece === "{{") depth = 0;
    else if (piece === "{#") return PIECE.lastIndex;
    else if (piece === '"' || piece === "'") {
      const end = endOfText(template, PIECE.lastIndex, piece);
      if (end === null) return null;
      PIECE.lastIndex = end;
    }
  }
  return null;
}

function endOfText(template: string, start: number, quote: string): number | null {
  for (let at = start; at < template.length; at += 1) {
    if (template[at] === "\\") at += 1;
    else if (template[at] === quote) return at + 1;
  }
  return null;
}
