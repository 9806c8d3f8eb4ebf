// What is one schema of a package together with everything that it refers to?
import type { Problem } from "../problem/problem.ts";
import type { JsonObject, JsonValue } from "./json.ts";
import type { Dialect } from "./keywords.ts";
import type { Pattern } from "./pattern.ts";

/** Where a piece of a schema comes from. */
export interface Origin {
  readonly entry: string;
  readonly pointer: string;
}

/** A schema object of a bundle: keywords that are read, no other. */
export type SchemaNode = { [keyword: string]: JsonValue };

/** The keyword by which a node says what applying it costs: `[weight, looks at each member]`. */
export const STEP = "x-mayfly-step";

/**
 * One self-contained schema. Every `$ref` in it is the anchor of another node of the bundle, and there are no other names,
 * so that nothing in it can be resolved in two ways.
 */
export interface Bundle {
  readonly dialect: Dialect;
  /** The file that the bundle was made for. */
  readonly entry: string;
  /** For the compiler. */
  readonly document: JsonObject;
  readonly root: SchemaNode;
  /** What the `$ref` of a node leads to. */
  readonly targets: ReadonlyMap<JsonObject, SchemaNode>;
  readonly origins: ReadonlyMap<JsonObject, Origin>;
  /** Every pattern in it by its source. */
  readonly patterns: ReadonlyMap<string, Pattern>;
}

/** A bundle, or what stands in its way. */
export interface Bundling {
  readonly bundle: Bundle | null;
  readonly problems: readonly Problem[];
}

/** Where `node` comes from; for nodes that are not the bundle's, its file. */
export function originOf(bundle: Bundle, node: JsonObject): Origin {
  return bundle.origins.get(node) ?? { entry: bundle.entry, pointer: "" };
}
