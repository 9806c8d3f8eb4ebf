// What value does a JSON text hold, and what is wrong with the text? (RFC 8259)
import type { SCHEMA_CODES } from "../problem/codes/schema.ts";
import type { JsonObject, JsonValue } from "./json.ts";
import { pointerTo } from "./json-pointer.ts";
import { COMMENT, ESCAPE, ESCAPES, FOREIGN_WORDS, NUMBER, PLAIN, SCALAR, SPACE, WORDS } from "./json-tokens.ts";

export interface JsonFault {
  readonly code: keyof typeof SCHEMA_CODES;
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
  /** Where in the value, as a JSON pointer. */
  readonly pointer: string;
  /** Half a sentence: `JSON: <detail>.` */
  readonly detail: string;
  readonly hint: string | null;
}

export interface JsonReading {
  /** `undefined` when the text cannot be read to its end. */
  readonly value: JsonValue | undefined;
  readonly faults: readonly JsonFault[];
}

/** Told of each value before it is read: its pointer, and its offset in UTF-16 units. */
export type ValueListener = (pointer: string, offset: number) => void;

/** So many faults of one text are told. */
const MOST_FAULTS = 100;

class Unreadable extends Error {}

/**
 * Reads a JSON text. Faults that leave no doubt about the rest (a byte order mark, comments, a name twice, a comma too
 * many) are told and reading goes on; the first other one ends it. Values nested deeper than `maxDepth` are not read.
 */
export function readJson(text: string, maxDepth: number, onValue?: ValueListener): JsonReading {
  const reader = new JsonReader(text, maxDepth, onValue);
  const value = reader.document();
  return { value, faults: reader.faults };
}

class JsonReader {
  readonly faults: JsonFault[] = [];
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #onValue: ValueListener | undefined;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string, maxDepth: number, onValue: ValueListener | undefined) {
    this.#text = text;
    this.#maxDepth = maxDepth;
    this.#onValue = onValue;
  }

  document(): JsonValue | undefined {
    try {
      if (this.#text.startsWith("\uFEFF")) {
        this.#fault("SCHEMA_JSON_BOM", 0, "it starts with a byte order mark", "Save the file as UTF-8 without BOM.");
        this.#at = 1;
      }
      const value = this.#value(0);
      this.#space();
      if (this.#at < this.#text.length) this.#stop("something follows the end of the value");
      return value;
    } catch (thrown) {
      if (!(thrown instanceof Unreadable)) throw thrown;
      return undefined;
    }
  }

  #value(depth: number): JsonValue {
    this.#space();
    this.#onValue?.(pointerTo(this.#path), this.#at);
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(this.#deeper(depth));
      case "[":
        return this.#list(this.#deeper(depth));
      case '"':
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  #deeper(depth: number): number {
    if (depth === this.#maxDepth) {
      this.#fault(
        "SCHEMA_JSON_DEPTH",
        this.#at,
        `it is nested deeper than ${this.#maxDepth} levels`,
        "Make it flatter.",
      );
      throw new Unreadable();
    }
    return depth + 1;
  }

  #object(depth: number): JsonObject {
    const object: Record<string, JsonValue> = {};
    this.#at += 1;
    if (this.#closes("}")) return object;
    do {
      this.#space();
      const at = this.#at;
      if (this.#trailingComma("}")) return object;
      if (this.#text[at] !== '"') this.#stop(`a name in double quotes is missing${this.#found()}`);
      const name = this.#string();
      this.#path.push(name);
      if (Object.hasOwn(object, name)) {
        const hint = "Keep one of the two.";
        this.#fault("SCHEMA_JSON_DUPLICATE_KEY", at, `the name ${quote(name)} stands twice in one object`, hint);
      }
      this.#space();
      if (this.#text[this.#at] !== ":") this.#stop(`a colon is missing after the name ${quote(name)}${this.#found()}`);
      this.#at += 1;
      const value = this.#value(depth);
      // A plain assignment to `__proto__` would set the prototype.
      if (name !== "__proto__") object[name] = value;
      else Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
      this.#path.pop();
    } while (this.#goesOn("}"));
    return object;
  }

  #list(depth: number): JsonValue[] {
    const list: JsonValue[] = [];
    this.#at += 1;
    if (this.#closes("]")) return list;
    do {
      this.#space();
      if (this.#trailingComma("]")) return list;
      this.#path.push(list.length);
      list.push(this.#value(depth));
      this.#path.pop();
    } while (this.#goesOn("]"));
    return list;
  }

  #closes(bracket: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== bracket) return false;
    this.#at += 1;
    return true;
  }

  #goesOn(bracket: string): boolean {
    if (this.#closes(bracket)) return false;
    if (this.#text[this.#at] !== ",") this.#stop(`a comma or \`${bracket}\` is missing${this.#found()}`);
    this.#at += 1;
    return true;
  }

  #trailingComma(bracket: string): boolean {
    if (this.#text[this.#at] !== bracket) return false;
    this.#fault("SCHEMA_JSON_INVALID", this.#at, `a comma stands before \`${bracket}\``, "Remove the comma.");
    this.#at += 1;
    return true;
  }

  #string(): string {
    let result = "";
    this.#at += 1;
    for (;;) {
      result += this.#match(PLAIN) ?? "";
      if (this.#text[this.#at] === '"') {
        this.#at += 1;
        return result;
      }
      const escape = this.#match(ESCAPE);
      if (escape === null)
        this.#stop(this.#text[this.#at] === "\\" ? "an unknown escape in a string" : this.#unclosed());
      else result += ESCAPES[escape] ?? String.fromCharCode(Number.parseInt(escape.slice(2), 16));
    }
  }

  #unclosed(): string {
    return this.#at < this.#text.length
      ? "a line break, tab or other control character in a string"
      : "a string does not end";
  }

  #scalar(): JsonValue {
    const at = this.#at;
    const word = this.#match(SCALAR) ?? "";
    if (Object.hasOwn(WORDS, word)) return WORDS[word] ?? null;
    if (NUMBER.test(word)) {
      const number = Number(word);
      if (Number.isFinite(number)) return number;
      this.#at = at;
      this.#stop("a number is too large");
    }
    this.#at = at;
    const hint = FOREIGN_WORDS[word] ?? null;
    if (word === "")
      this.#stop(this.#at < this.#text.length ? `a value is missing${this.#found()}` : "it ends too early");
    this.#stop(`${quote(word)} is no JSON value`, hint);
  }

  #space(): void {
    this.#match(SPACE);
    while (this.#text[this.#at] === "/") {
      const at = this.#at;
      if (this.#match(COMMENT) === null) this.#stop(`a value is missing${this.#found()}`);
      this.#fault("SCHEMA_JSON_COMMENT", at, "it holds a comment", "Remove the comment; JSON has none.");
      this.#match(SPACE);
    }
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #found(): string {
    const character = this.#text.codePointAt(this.#at);
    return character === undefined ? " at the end of the text" : ` before ${quote(String.fromCodePoint(character))}`;
  }

  #fault(code: JsonFault["code"], offset: number, detail: string, hint: string | null): void {
    if (this.faults.length < MOST_FAULTS)
      this.faults.push({ code, offset, pointer: pointerTo(this.#path), detail, hint });
  }

  #stop(detail: string, hint: string | null = null): never {
    this.#fault("SCHEMA_JSON_INVALID", this.#at, detail, hint);
    throw new Unreadable();
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
