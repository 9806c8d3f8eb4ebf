// How is it told that a file is not in the package?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import type { PACKAGE_CODES } from "../problem/codes/package.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { nearestName } from "../schema/nearest-name.ts";
import type { PackageView } from "./package-view.ts";

/**
 * The problem that the package has no file `path`; its hint names the file that was probably meant.
 * @param first what to write where none was meant
 * @param place who asks for the file; without it the problem is about the file itself
 */
export function missingFile(
  code: keyof typeof PACKAGE_CODES,
  message: string,
  path: string,
  view: PackageView,
  first: string,
  place: { readonly entry: string; readonly pointer: string } | null = null,
): Problem {
  const near = nearestName(path, view.paths);
  const deeper = place === null ? view.paths.find((each) => each.endsWith(`/${path}`)) : undefined;
  const hint = near !== null ? rename(near, path, place !== null) : deeper === undefined ? first : unwrap(deeper, path);
  return problem(code, message, { ...(place ?? { entry: view.entry(path) }), hint });
}

/** For a folder around the folder. */
function unwrap(deeper: string, path: string): string {
  return `There is ${escapeForDisplay(deeper)}; pack the folder ${escapeForDisplay(deeper.slice(0, -path.length))} alone.`;
}

function rename(near: string, path: string, named: boolean): string {
  const shown = escapeForDisplay(near);
  return named ? `Did you mean ${shown}?` : `There is ${shown}; rename it to ${path}.`;
}
