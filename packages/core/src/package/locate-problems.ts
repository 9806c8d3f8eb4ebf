// On which lines do the values stand that problems are about?
import type { Problem } from "../problem/problem.ts";
import { locateJson } from "../schema/locate-json.ts";
import { JSON_FILE_LIMITS } from "../schema/parse-json.ts";
import type { TextPosition } from "../schema/text-position.ts";
import type { PackageFiles } from "./package-files.ts";

/** `problems` with line and column where they point into a JSON file of `files`. */
export function locateProblems(problems: readonly Problem[], files: PackageFiles): Problem[] {
  const wanted = new Map<string, Set<string>>();
  for (const each of problems) {
    if (!needsPosition(each)) continue;
    const pointers = wanted.get(each.entry) ?? new Set();
    // What is missing has no place of its own; the object that should hold it has.
    wanted.set(each.entry, pointers.add(each.pointer).add(parentOf(each.pointer)));
  }
  const found = new Map<string, ReadonlyMap<string, TextPosition>>();
  for (const [entry, pointers] of wanted) {
    const bytes = files.read(entry);
    if (bytes.isOk()) found.set(entry, locateJson(bytes.value, JSON_FILE_LIMITS.maxDepth, pointers));
  }
  return problems.map((each) => {
    if (!needsPosition(each)) return each;
    const positions = found.get(each.entry);
    return { ...each, ...(positions?.get(each.pointer) ?? positions?.get(parentOf(each.pointer))) };
  });
}

function needsPosition(each: Problem): each is Problem & { readonly entry: string; readonly pointer: string } {
  return each.line === null && each.pointer !== null && each.entry !== null && each.entry.endsWith(".json");
}

function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
}
