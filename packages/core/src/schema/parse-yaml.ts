// What is in a short YAML text, read without any of YAML's traps?
import { isAlias, isCollection, isMap, isScalar, Lexer, parseDocument, visit } from "yaml";
import type { Document, Node, YAMLMap } from "yaml";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import type { SCHEMA_CODES } from "../problem/codes/schema.ts";
import type { JsonValue } from "./json.ts";
import { childPointer } from "./json-pointer.ts";

export interface YamlFault {
  readonly code: keyof typeof SCHEMA_CODES;
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
  /** One sentence. */
  readonly message: string;
  readonly hint: string | null;
}

export interface YamlReading {
  /** `undefined` when the text cannot be read. */
  readonly value: JsonValue | undefined;
  readonly faults: readonly YamlFault[];
  /** Offset of the value of each top-level key, by JSON pointer. */
  readonly offsets: ReadonlyMap<string, number>;
}

/** By its core schema, or with every value as text and without lists and mappings in brackets. */
export type YamlForm = "core schema" | "texts, block style";

const MOST_DEPTH = 64;
const MOST_FAULTS = 20;

/**
 * Reads one YAML 1.2 document. Anchors, aliases, tags, keys that are not plain values, keys given twice
 * and more than 64 levels are refused, so the value is never larger than its text. Takes time in proportion to the text.
 */
export function parseYaml(text: string, form: YamlForm = "core schema"): YamlReading {
  const trap = characterTrap(text) ?? nestingTrap(text) ?? (form === "core schema" ? null : tabTrap(text));
  if (trap !== null) return { value: undefined, faults: [trap], offsets: new Map() };
  // Their check for keys given twice takes quadratic time.
  const document = parseDocument(text, {
    uniqueKeys: false,
    merge: false,
    schema: form === "core schema" ? "core" : "failsafe",
    logLevel: "error",
    prettyErrors: false,
  });
  const faults = [...syntaxFaults(document), ...featureFaults(document, form)].slice(0, MOST_FAULTS);
  const value = faults.length > 0 ? undefined : (document.toJS({ maxAliasCount: 0 }) as JsonValue);
  return { value, faults, offsets: topLevelOffsets(document) };
}

/** What YAML allows nowhere (1.2.2, 5.1), and its readers treat in different ways. */
const FORBIDDEN =
  /[^\t\n\r\u0020-\u007E\u0085\u00A0-\uFFFD]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function characterTrap(text: string): YamlFault | null {
  const found = FORBIDDEN.exec(text);
  if (found === null) return null;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const message = `The YAML holds the character U+${code}, which YAML does not allow.`;
  const hint = "Remove it, or write it as an escape in double quotes.";
  return { code: "SCHEMA_YAML_INVALID", offset: found.index, message, hint };
}

/** Between texts a tab stands for nothing that readers agree on; in quotes, block texts and comments it is a character. */
function tabTrap(text: string): YamlFault | null {
  let offset = 0;
  let block = false;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue;
    const tab = token.indexOf("\t");
    if (tab >= 0 && !block && !/^["'#]/.test(token)) {
      const message = "A tab stands outside of quotes.";
      return { code: "SCHEMA_YAML_INVALID", offset: offset + tab, message, hint: "Write spaces." };
    }
    // What follows the head of a block text is the text.
    if (!/^[\s#]/.test(token)) block = /^[|>]/.test(token);
    offset += token.length;
  }
  return null;
}

/** Nesting is refused by its tokens, because composing it takes a stack, or for `? ? ?` quadratic time. */
function nestingTrap(text: string): YamlFault | null {
  let offset = 0;
  let flow = 0;
  let block = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === "[" || token === "{") flow += 1;
    if (token === "]" || token === "}") flow = Math.max(0, flow - 1);
    if (token === "-" || token === ":") block += 1;
    if (token.startsWith("\n") || token.startsWith("\r")) block = 0;
    if (token === "?") {
      const hint = "Write `key: value`.";
      return { code: "SCHEMA_YAML_INVALID", offset, message: "Keys marked with `?` are not read.", hint };
    }
    if (flow > MOST_DEPTH || (flow === 0 && block > MOST_DEPTH)) {
      const message = `The YAML is nested deeper than ${MOST_DEPTH} levels.`;
      return { code: "SCHEMA_YAML_DEPTH", offset, message, hint: "Make it flatter." };
    }
    // The lexer announces documents and scalars with marks that are not in the text.
    if (!MARKS.has(token)) offset += token.length;
  }
  return null;
}

const MARKS: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001F"]);

function syntaxFaults(document: Document): YamlFault[] {
  return document.errors.slice(0, MOST_FAULTS).map(({ code, message, pos }) => {
    const hint = HINTS[code] ?? null;
    return {
      code: "SCHEMA_YAML_INVALID",
      offset: pos[0],
      message: `Cannot read the YAML: ${escapeForDisplay(message)}.`,
      hint,
    };
  });
}

const HINTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "Indent with spaces.",
  BLOCK_AS_IMPLICIT_KEY: "Put the text in quotes when it holds a colon followed by a space.",
  MISSING_CHAR: "Close the quotes or brackets.",
};

function featureFaults(document: Document, form: YamlForm): YamlFault[] {
  const faults: YamlFault[] = [];
  const tell = (code: YamlFault["code"], node: Node, message: string, hint: string) => {
    if (faults.length < MOST_FAULTS) faults.push({ code, offset: node.range?.[0] ?? 0, message, hint });
  };
  visit(document, {
    Node(_key, node) {
      if (isAlias(node) || node.anchor !== undefined) {
        const hint = "Write the value out, or put the text in quotes.";
        tell("SCHEMA_YAML_ALIAS", node, "Anchors (`&name`) and aliases (`*name`) are not read.", hint);
      } else if (node.tag !== undefined) {
        tell("SCHEMA_YAML_TAG", node, "Tags (`!name`) are not read.", "Remove the tag, or put the text in quotes.");
      }
      if (form === "texts, block style" && isCollection(node) && node.flow === true) {
        const hint = "Write each item on a line of its own.";
        tell("SCHEMA_YAML_FLOW", node, "Lists and mappings in brackets are not read here.", hint);
      }
      if (!isMap(node)) return;
      const seen = new Set<string>();
      for (const { key, first } of keysOf(node)) {
        if (key === "<<" && form !== "core schema")
          tell("SCHEMA_YAML_ALIAS", first, "Merge keys (`<<`) are not read.", "Write the values out.");
        if (key === null) {
          tell("SCHEMA_YAML_INVALID", first, "A key must be a plain value.", "Write `key: value`.");
        } else if (seen.has(key)) {
          const message = `The key "${escapeForDisplay(key)}" stands twice.`;
          tell("SCHEMA_YAML_DUPLICATE_KEY", first, message, "Keep one of the two.");
        } else {
          seen.add(key);
        }
      }
    },
  });
  return faults;
}

function keysOf(map: YAMLMap): { key: string | null; first: Node; value: Node | null }[] {
  return (map as YAMLMap<Node, Node | null>).items.map(({ key, value }) => ({
    key: isScalar(key) ? String(key.value) : null,
    first: key,
    value,
  }));
}

function topLevelOffsets(document: Document): Map<string, number> {
  if (!isMap(document.contents)) return new Map();
  return new Map(
    keysOf(document.contents).flatMap(({ key, first, value }) =>
      key === null ? [] : [[childPointer("", key), value?.range?.[0] ?? first.range?.[0] ?? 0] as const],
    ),
  );
}
