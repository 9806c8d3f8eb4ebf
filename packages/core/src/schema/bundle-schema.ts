// Which schemas does a schema need, and are they all in the package? (design §8)
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { hasError, problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject, JsonValue } from "./json.ts";
import { STEP } from "./bundle.ts";
import type { Bundling, Origin, SchemaNode } from "./bundle.ts";
import { findReferenceLoop } from "./find-reference-loop.ts";
import { isJsonObject, jsonKind } from "./json-object.ts";
import { childPointer } from "./json-pointer.ts";
import { dialectOf, OWN_KEYWORDS } from "./keywords.ts";
import type { Dialect } from "./keywords.ts";
import { metaProblems } from "./meta-schema.ts";
import { compilePattern } from "./pattern.ts";
import type { Pattern } from "./pattern.ts";
import { plainParts } from "./plain-parts.ts";
import { resolveReference } from "./resolve-reference.ts";
import type { SchemaFile, SchemaLibrary } from "./schema-library.ts";
import { looksAtEachMember, weightOf } from "./step-budget.ts";
import { keywordOf, subschemas } from "./subschemas.ts";

/** Compiling costs about 150 µs and 15 KB for each schema object; booleans and patterns count as well. */
const MOST_SCHEMA_PARTS = 4000;
/** Each value in `enum`, `const` and `default` becomes a piece of a program, which costs about 500 bytes. */
const MOST_VALUES = 50_000;
/** Patterns that cannot be used are told up to this number of problems. */
const MOST_TOLD = 100;

/**
 * Gathers the schema in the file at `path` with all that it refers to.
 * @returns problems `SCHEMA_*`, also those of reading the files; no bundle when any of them is an error
 */
export function bundleSchema(path: string, library: SchemaLibrary): Bundling {
  const file = library.load(path);
  if (file === null) return { bundle: null, problems: [] };
  if (file.value === undefined) return { bundle: null, problems: file.problems };
  const dialect = declaredDialect(file, "2020-12");
  if (dialect === null) return { bundle: null, problems: [...file.problems, foreignDialect(file)] };
  return new Bundler(dialect, library).bundle(file, file.value);
}

interface PendingReference {
  readonly node: SchemaNode;
  readonly ref: string;
  readonly file: SchemaFile;
  /** Of the `$ref`. */
  readonly pointer: string;
}

class Bundler {
  readonly #dialect: Dialect;
  readonly #library: SchemaLibrary;
  readonly #problems: Problem[] = [];
  readonly #files = new Set<SchemaFile>();
  readonly #placed = new Map<JsonObject, SchemaNode>();
  readonly #slots: Record<string, SchemaNode> = {};
  readonly #targets = new Map<JsonObject, SchemaNode>();
  readonly #origins = new Map<JsonObject, Origin>();
  readonly #patterns = new Map<string, Pattern>();
  readonly #pending: PendingReference[] = [];
  #anchors = 0;
  #parts = 0;
  #values = 0;

  constructor(dialect: Dialect, library: SchemaLibrary) {
    this.#dialect = dialect;
    this.#library = library;
  }

  bundle(file: SchemaFile, value: JsonValue): Bundling {
    const root = this.#slot(value, file, "");
    for (let next = this.#pending.shift(); next !== undefined && !this.#full(); next = this.#pending.shift())
      this.#follow(next);
    if (this.#full()) {
      const message =
        this.#values > MOST_VALUES
          ? `The schema has more than ${MOST_VALUES} values in \`enum\`, \`const\` and \`default\`.`
          : `The schema has more than ${MOST_SCHEMA_PARTS} parts.`;
      this.#problems.push(
        problem("SCHEMA_TOO_COMPLEX", message, {
          entry: file.entry,
          hint: "Describe less, or describe it once and refer to it.",
        }),
      );
    }
    if (root === null || hasError(this.#problems)) return { bundle: null, problems: this.#problems };
    const { entry } = file;
    const document: JsonObject = { $ref: this.#anchor(root), $defs: this.#slots };
    const [dialect, targets, origins, patterns] = [this.#dialect, this.#targets, this.#origins, this.#patterns];
    const bundle = { dialect, entry, document, root, targets, origins, patterns };
    const loop = findReferenceLoop(bundle);
    if (loop === null) return { bundle, problems: this.#problems };
    const message = "The schema refers back to itself without looking deeper into the value, so it never ends.";
    const place = { entry: loop.entry, pointer: childPointer(loop.pointer, "$ref") };
    return { bundle: null, problems: [...this.#problems, problem("SCHEMA_REF_LOOP", message, place)] };
  }

  /** A schema that no other holds: checked against the meta-schema, then placed on its own. */
  #slot(value: JsonValue, file: SchemaFile, pointer: string): SchemaNode | null {
    if (!this.#files.has(file)) this.#problems.push(...file.problems);
    this.#files.add(file);
    const wrong = metaProblems(value, this.#dialect, { entry: file.entry, pointer });
    this.#problems.push(...wrong);
    // Placed all the same, so that its references and patterns are told with what is wrong beside them.
    const node = this.#place(value, file, pointer);
    this.#slots[String(Object.keys(this.#slots).length)] = node;
    return node;
  }

  #place(value: JsonValue, file: SchemaFile, pointer: string): SchemaNode {
    // A boolean gets a node too, so that it can be referred to.
    if (!isJsonObject(value)) return this.#node(value === false ? { not: {} } : {}, file, pointer);
    const before = this.#placed.get(value);
    if (before !== undefined) {
      const link = this.#node({ $ref: this.#anchor(before) }, file, pointer);
      this.#targets.set(link, before);
      return link;
    }
    const node = this.#node({}, file, pointer);
    this.#placed.set(value, node);
    const { booleans, values } = plainParts(value, this.#dialect, MOST_VALUES + 1);
    this.#parts += booleans;
    this.#values += values;
    if (this.#full()) return node;
    this.#references(node, value, file, pointer);
    for (const [keyword, held] of Object.entries(value)) {
      // The compiler would look for schemas in an object among our own keywords, where only text has a meaning.
      const misread = OWN_KEYWORDS.has(keyword) && isJsonObject(held);
      if (keywordOf(keyword, this.#dialect) !== null && !misread)
        node[keyword] = Array.isArray(held) ? [...held] : isJsonObject(held) ? { ...held } : held;
    }
    for (const inner of subschemas(value, this.#dialect)) {
      if (this.#full()) return node;
      const placed = this.#place(inner.value, file, pointer + inner.pointer);
      if (inner.member === null) node[inner.keyword] = placed;
      else define(node[inner.keyword], inner.member, placed);
    }
    this.#emptyEnum(value, file, pointer);
    this.#compilePatterns(value, file, pointer);
    if (Object.keys(node).length > 0) node[STEP] = [weightOf(node), looksAtEachMember(node)];
    return node;
  }

  /** The meta-schemas take an empty `enum`, though their texts advise against it, and the compiler does not. */
  #emptyEnum(value: JsonObject, file: SchemaFile, pointer: string): void {
    if (!Array.isArray(value["enum"]) || value["enum"].length > 0) return;
    const place = { entry: file.entry, pointer: childPointer(pointer, "enum") };
    this.#problems.push(problem("SCHEMA_INVALID", "Not a valid JSON Schema: `enum` has no value to choose.", place));
  }

  #compilePatterns({ pattern, patternProperties }: JsonObject, file: SchemaFile, pointer: string): void {
    const sources: [source: string, pointer: string][] = [];
    if (typeof pattern === "string") sources.push([pattern, childPointer(pointer, "pattern")]);
    const names = isJsonObject(patternProperties) ? Object.keys(patternProperties) : [];
    const holder = childPointer(pointer, "patternProperties");
    for (const source of [...sources, ...names.map((name) => [name, childPointer(holder, name)] as const)]) {
      this.#parts += 1;
      if (this.#full() || this.#problems.length >= MOST_TOLD) return;
      const compiled = compilePattern(source[0]);
      if (compiled.isOk()) {
        this.#patterns.set(source[0], compiled.value);
        continue;
      }
      const message = `Cannot use the pattern "${escapeForDisplay(source[0])}": ${escapeForDisplay(compiled.error)}.`;
      const hint = "Patterns run on an engine without look-ahead, look-behind and back-references.";
      this.#problems.push(problem("SCHEMA_PATTERN", message, { entry: file.entry, pointer: source[1], hint }));
    }
  }

  #references(node: SchemaNode, value: JsonObject, file: SchemaFile, pointer: string): void {
    if (typeof value["$ref"] === "string") {
      this.#pending.push({ node, ref: value["$ref"], file, pointer: childPointer(pointer, "$ref") });
    }
    if (value["$dynamicRef"] !== undefined && this.#dialect === "2020-12") {
      const place = { entry: file.entry, pointer: childPointer(pointer, "$dynamicRef"), hint: "Use `$ref`." };
      this.#problems.push(problem("SCHEMA_REF", "Dynamic references are not followed.", place));
    }
  }

  #follow({ node, ref, file, pointer }: PendingReference): void {
    const fail = (reason: string, hint: string | null = null) => {
      const message = `Cannot follow the reference "${escapeForDisplay(ref)}": ${reason}.`;
      this.#problems.push(problem("SCHEMA_REF", message, { entry: file.entry, pointer, hint }));
    };
    const resolved = resolveReference(ref, file, this.#library);
    if (resolved.isErr()) return fail(resolved.error.reason, resolved.error.hint);
    const { file: targetFile, pointer: targetPointer, value } = resolved.value;
    if (targetFile !== file && declaredDialect(targetFile, this.#dialect) !== this.#dialect) {
      this.#problems.push(
        problem("SCHEMA_DIALECT", "Schemas that refer to each other must have one dialect.", {
          entry: file.entry,
          pointer,
        }),
      );
      return;
    }
    if (value !== undefined && typeof value !== "boolean" && !isJsonObject(value))
      return fail(`it leads to ${jsonKind(value)}, not to a schema`);
    const known = isJsonObject(value) ? this.#placed.get(value) : undefined;
    const target =
      known ?? (value === undefined ? this.#unread(targetFile) : this.#slot(value, targetFile, targetPointer));
    if (target === null) return;
    node["$ref"] = this.#anchor(target);
    this.#targets.set(node, target);
  }

  #unread(file: SchemaFile): null {
    if (!this.#files.has(file)) this.#problems.push(...file.problems);
    this.#files.add(file);
    return null;
  }

  #node(node: SchemaNode, file: SchemaFile, pointer: string): SchemaNode {
    this.#origins.set(node, { entry: file.entry, pointer });
    this.#parts += 1;
    return node;
  }

  #anchor(node: SchemaNode): string {
    const { $anchor: known } = node;
    if (typeof known === "string") return `#${known}`;
    const anchor = `n${(this.#anchors += 1)}`;
    node["$anchor"] = anchor;
    return `#${anchor}`;
  }

  #full(): boolean {
    return this.#parts > MOST_SCHEMA_PARTS || this.#values > MOST_VALUES;
  }
}

function define(holder: JsonValue | undefined, member: string | number, value: JsonValue): void {
  if (typeof holder === "object" && holder !== null) {
    Object.defineProperty(holder, member, { value, enumerable: true, writable: true, configurable: true });
  }
}

function declaredDialect(file: SchemaFile, otherwise: Dialect): Dialect | null {
  const declared = isJsonObject(file.value) ? file.value["$schema"] : undefined;
  if (declared === undefined) return otherwise;
  return typeof declared === "string" ? dialectOf(declared) : null;
}

function foreignDialect(file: SchemaFile): Problem {
  const hint = "Use `https://json-schema.org/draft/2020-12/schema` or `http://json-schema.org/draft-07/schema#`.";
  const message = "The schema is written in a dialect of JSON Schema that is not read.";
  return problem("SCHEMA_DIALECT", message, { entry: file.entry, pointer: "/$schema", hint });
}
