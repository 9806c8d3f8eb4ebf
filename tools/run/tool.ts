// Where is the program of an installed development tool?
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The root folder of the workspace. */
export const ROOT = join(import.meta.dirname, "../..");

/** The JavaScript file that `name` (of `packageName`) runs as, so that it starts on the same Node and on any system. */
export function tool(name: string, packageName: string = name): string {
  const manifest = join(ROOT, "node_modules", packageName, "package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: string | Record<string, string> };
  const file = typeof bin === "string" ? bin : bin[name];
  if (file === undefined) throw new Error(`Cannot find ${name}: ${packageName} has no such program.`);
  return join(manifest, "..", file);
}
