// Can the engine `script` start the program of a package?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { MOST_TEXT_BYTES } from "./package-view.ts";
import type { PackageView } from "./package-view.ts";
import { scriptInterpreter, scriptLanguage } from "./script-program.ts";

/** What stands in the way of starting the file `path`, told at `place`. */
export function judgeScript(
  path: string,
  view: PackageView,
  place: { readonly entry: string; readonly pointer: string },
): Problem[] {
  const code = "PACKAGE_SCRIPT_NOT_RUNNABLE";
  const shown = escapeForDisplay(path);
  if (view.sizeOf(path) === 0) return [problem(code, `The program "${shown}" is empty.`, place)];
  const language = scriptLanguage(path);
  if (language === "typescript") {
    const hint = "Bring it as JavaScript (.mjs, .js, .cjs).";
    return [problem(code, `The program "${shown}" is TypeScript, which is not run.`, { ...place, hint })];
  }
  // What is larger is no text; a file that cannot be read is told by whoever reads the archive.
  if (language !== "other" || view.sizeOf(path) > MOST_TEXT_BYTES) return [];
  const head = view.read(path);
  if (head.isErr() || scriptInterpreter(head.value) !== null || isBinary(head.value)) return [];
  const message = `Neither the name nor the first line of "${shown}" tells what runs it, so it starts only if it is executable.`;
  const hint = "Give it an ending such as .mjs, .py or .sh, or a first line such as `#!/usr/bin/env ruby`.";
  return [warning(code, message, { ...place, hint })];
}

/** Whether it starts as programs for Linux do. */
function isBinary(content: Uint8Array): boolean {
  return String.fromCharCode(...content.subarray(0, 4)) === "\u007fELF";
}
