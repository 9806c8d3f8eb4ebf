// Which schema files does a package have, and which names do they claim?
import type { Result } from "neverthrow";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject, JsonValue } from "./json.ts";
import { isJsonObject } from "./json-object.ts";
import { childPointer } from "./json-pointer.ts";
import { JSON_FILE_LIMITS, parseJson } from "./parse-json.ts";
import { subschemas } from "./subschemas.ts";

/** The files of a package, by their paths inside its folder. */
export interface SchemaFiles {
  readonly paths: readonly string[];
  /** How problems name a file. */
  entry(path: string): string;
  read(path: string): Result<Uint8Array, Problem>;
}

export interface SchemaFile {
  readonly path: string;
  readonly entry: string;
  /** `undefined` when the file cannot be read as JSON; `problems` then says why. */
  readonly value: JsonValue | undefined;
  readonly problems: readonly Problem[];
  /** Pointers by anchor, and by `$id` without a fragment. */
  readonly anchors: ReadonlyMap<string, string>;
  readonly ids: ReadonlyMap<string, string>;
}

/** So many files are searched for an `$id`. */
const MOST_SEARCHED = 200;

/** Reads schema files when they are asked for, each once. */
export class SchemaLibrary {
  readonly #files: SchemaFiles;
  readonly #paths: ReadonlySet<string>;
  readonly #loaded = new Map<string, SchemaFile>();
  #searched = false;

  constructor(files: SchemaFiles) {
    this.#files = files;
    this.#paths = new Set(files.paths);
  }

  get paths(): readonly string[] {
    return this.#files.paths;
  }

  /** The file at `path`, `null` when the package has none. */
  load(path: string): SchemaFile | null {
    const known = this.#loaded.get(path);
    if (known !== undefined) return known;
    if (!this.#paths.has(path)) return null;
    const file = this.#read(path);
    this.#loaded.set(path, file);
    return file;
  }

  /** The file and the pointer of the schema that claims `id` (an absolute address without a fragment). */
  findId(id: string): { readonly file: SchemaFile; readonly pointer: string } | null {
    return this.#findLoaded(id) ?? (this.#loadAll() ? this.#findLoaded(id) : null);
  }

  #findLoaded(id: string): { file: SchemaFile; pointer: string } | null {
    for (const file of this.#loaded.values()) {
      const pointer = file.ids.get(id);
      if (pointer !== undefined) return { file, pointer };
    }
    return null;
  }

  #loadAll(): boolean {
    if (this.#searched) return false;
    this.#searched = true;
    for (const path of this.paths.filter((each) => each.endsWith(".json")).slice(0, MOST_SEARCHED)) this.load(path);
    return true;
  }

  #read(path: string): SchemaFile {
    const entry = this.#files.entry(path);
    const bytes = this.#files.read(path);
    const anchors = new Map<string, string>();
    const ids = new Map<string, string>();
    if (bytes.isErr()) return { path, entry, value: undefined, problems: [bytes.error], anchors, ids };
    const { value, problems } = parseJson(entry, bytes.value, JSON_FILE_LIMITS);
    const doubled: Problem[] = [];
    for (const [kind, name, pointer] of isJsonObject(value) ? claims(value, "") : []) {
      const names = kind === "$id" ? ids : anchors;
      if (names.has(name)) {
        const message = `Two schemas of the file claim the name "${escapeForDisplay(name)}".`;
        doubled.push(problem("SCHEMA_ID", message, { entry, pointer: childPointer(pointer, kind) }));
      } else {
        names.set(name, pointer);
      }
    }
    return { path, entry, value, problems: [...problems, ...doubled], anchors, ids };
  }
}

type Claim = readonly [kind: string, name: string, pointer: string];

function* claims(schema: JsonObject, pointer: string): Generator<Claim> {
  const { $id, $anchor } = schema;
  if (typeof $id === "string" && $id.startsWith("#")) yield ["$anchor", $id.slice(1), pointer];
  else if (typeof $id === "string") yield ["$id", $id.replace(/#$/, ""), pointer];
  if (typeof $anchor === "string") yield ["$anchor", $anchor, pointer];
  const inside = new Map(
    [...subschemas(schema, "draft-07"), ...subschemas(schema, "2020-12")].map((each) => [each.pointer, each.value]),
  );
  for (const [below, value] of inside) yield* claims(value, pointer + below);
}
