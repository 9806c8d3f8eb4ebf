// How is it told that a file is not in the package?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import type { PACKAGE_CODES } from "../problem/codes/package.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { nearestName } from "../schema/nearest-name.ts";
import type { PackageView } from "./package-view.ts";

/**
 * The problem that the package has no file `path`; its hint names the file that was probably meant.
 * @param place who asks for the file; without it the problem is about the file itself
 */
export function missingFile(
  code: keyof typeof PACKAGE_CODES,
  message: string,
  path: string,
  view: PackageView,
  place: { readonly entry: string; readonly pointer: string } | null = null,
): Problem {
  const near = nearestName(path, view.paths);
  const hint = near === null ? null : rename(near, path, place !== null);
  return problem(code, message, { ...(place ?? { entry: view.entry(path) }), hint });
}

function rename(near: string, path: string, named: boolean): string {
  const shown = escapeForDisplay(near);
  return named ? `Did you mean ${shown}?` : `There is ${shown}; rename it to ${path}.`;
}
