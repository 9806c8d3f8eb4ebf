// Which source files does a file reach by what it imports, and by which way?
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { moduleImports, type ModuleImports } from "./module-imports.ts";

const PACKAGES = join(import.meta.dirname, "../../..");

/** The source of a file, by its path below `packages/`. */
export type ReadSource = (path: string) => string;

export const readSource: ReadSource = (path) => readFileSync(join(PACKAGES, path), "utf8");

/**
 * Walks from `roots`, which are paths below `packages/`, along every import that is left at run time, in this repository.
 * Answers who was reached, each with the one that led there. A package that is asked for by name counts for the names
 * that are asked of it, not for all that its entry has.
 */
export function reachedFrom(roots: readonly string[], read: ReadSource = readSource): ReadonlyMap<string, string> {
  const known = new Map<string, ModuleImports>();
  const importsOf = (path: string): ModuleImports => {
    const imports = known.get(path) ?? moduleImports(path, read(path));
    known.set(path, imports);
    return imports;
  };
  const reached = new Map<string, string>();
  const left: string[] = [];
  const reach = (path: string, from: string): void => {
    if (reached.has(path)) return;
    reached.set(path, from);
    left.push(path);
  };
  /** Reaches who makes `names` of the package whose entry is `entry`. */
  const reachThrough = (entry: string, names: readonly string[] | null, from: string): void => {
    if (names === null) return reach(entry, from);
    for (const name of names) {
      const origin = importsOf(entry).passedOn.get(name);
      reach(origin === undefined ? entry : join(dirname(entry), origin.specifier), from);
    }
  };
  for (const root of roots) reach(root, root);
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    for (const { specifier, names } of importsOf(path).imports) {
      if (specifier.startsWith(".")) reach(join(dirname(path), specifier), path);
      else if (specifier.startsWith("@mayfly/")) reachThrough(entryOf(specifier, read), names, path);
    }
  }
  return reached;
}

/** The way to `path`, for people. */
export function wayTo(path: string, reached: ReadonlyMap<string, string>): string {
  const way = [path];
  for (let last = path; ;) {
    const from = reached.get(last);
    if (from === undefined || from === last) return way.toReversed().join(" → ");
    way.push(from);
    last = from;
  }
}

function entryOf(specifier: string, read: ReadSource): string {
  const [, name = "", ...subpath] = specifier.split("/");
  const { exports } = JSON.parse(read(`${name}/package.json`)) as {
    readonly exports: Readonly<Record<string, { readonly "@mayfly/source"?: string }>>;
  };
  const entry = exports[[".", ...subpath].join("/")]?.["@mayfly/source"];
  if (entry === undefined) throw new Error(`There is no source of ${specifier}.`);
  return join(name, entry);
}
