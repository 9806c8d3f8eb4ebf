// Does a Jinja template parse?
import { parse, tokenize } from "@huggingface/jinja";
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import { cutTemplate } from "./cut-template.ts";
import type { TemplateTag } from "./cut-template.ts";
import { isTooDeep, OpenBlocks, oversizedTag } from "./template-limits.ts";

/** A node of the parser's tree; what else it has depends on its type. */
export interface TemplateNode {
  readonly type: string;
}

export interface ParsedTemplate {
  readonly root: TemplateNode;
  /** Where the first tag starts that has the name `name`, in UTF-16 units. */
  offsetOf(name: string): number;
}

export interface TemplateFault {
  /** Half a sentence about the template. */
  readonly reason: string;
  readonly offset: number;
}

/** Parses `template` and renders nothing. Takes a fraction of a second, whatever it holds. */
export function parseTemplate(template: string): Result<ParsedTemplate, TemplateFault> {
  const { tags, open } = cutTemplate(template);
  const oversized = oversizedTag(tags);
  if (oversized !== null) return err({ reason: oversized.reason, offset: oversized.tag.offset });
  if (open !== null) return err({ reason: "what starts here never ends", offset: open });

  const tokens: PlacedToken[] = [];
  const offsets = new Map<string, number>();
  const blocks = new OpenBlocks();
  const reading: Reading = { tag: null };
  for (const tag of tags) {
    const read = tokensOf(tag);
    if (read.isErr()) return err({ reason: read.error, offset: tag.offset });
    if (isTooDeep(read.value) || blocks.isTooDeepWith(tag, read.value))
      return err({ reason: "its parts lie too deep inside each other", offset: tag.offset });
    for (const { type, value } of read.value) {
      tokens.push(new PlacedToken(type, value, tag, reading));
      if (type === "Identifier" && !offsets.has(value)) offsets.set(value, tag.offset);
    }
  }
  const root = parsed(tokens, reading, blocks);
  return root.map((program) => ({ root: program, offsetOf: (name) => offsets.get(name) ?? 0 }));
}

type Token = ReturnType<typeof tokenize>[number];

/** The tag that the parser looked at last. */
interface Reading {
  tag: TemplateTag | null;
}

/** A token that leaves word when the parser looks at it: its errors name no place. */
class PlacedToken implements Token {
  readonly value: string;
  readonly #type: Token["type"];
  readonly #tag: TemplateTag;
  readonly #reading: Reading;

  constructor(type: Token["type"], value: string, tag: TemplateTag, reading: Reading) {
    this.value = value;
    this.#type = type;
    this.#tag = tag;
    this.#reading = reading;
  }

  get type(): Token["type"] {
    this.#reading.tag = this.#tag;
    return this.#type;
  }
}

/** The error is half a sentence. */
function tokensOf({ text }: TemplateTag): Result<Token[], string> {
  try {
    // The tokenizer takes time in proportion to the square of a run of blanks.
    return ok(tokenize(text.replaceAll(/\s+/g, " ")));
  } catch (thrown) {
    return err(reasonOf(thrown));
  }
}

function parsed(tokens: Token[], reading: Reading, blocks: OpenBlocks): Result<TemplateNode, TemplateFault> {
  try {
    return ok(parse(tokens));
  } catch (thrown) {
    // Where tokens run out, the parser stumbles over what is not there.
    const { innermost } = blocks;
    if (thrown instanceof TypeError && innermost !== null)
      return err({ reason: `\`{% ${innermost.name} %}\` has no end`, offset: innermost.tag.offset });
    return err({ reason: reasonOf(thrown), offset: reading.tag?.offset ?? 0 });
  }
}

function reasonOf(thrown: unknown): string {
  // Its other errors speak of its own insides.
  if (!(thrown instanceof SyntaxError)) return "a part is missing or stands where it cannot stand";
  return thrown.message.charAt(0).toLowerCase() + thrown.message.slice(1);
}
