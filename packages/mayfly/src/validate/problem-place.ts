// Where does a problem lie, as somebody in the working directory would write it?
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { cwd } from "node:process";
import { pathToFileURL } from "node:url";
import type { Problem } from "@mayfly/core";
import type { JudgedPackage } from "./judged-package.ts";

/** The file on disk that `problem` is about: one of a folder, or the archive itself. Spelled as the package was named. */
export function fileOf({ target, isFolder }: Pick<JudgedPackage, "target" | "isFolder">, { entry }: Problem): string {
  if (!isFolder || entry === null) return target;
  const slash = entry.indexOf("/");
  return slash < 0 ? target : join(target, entry.slice(slash + 1));
}

/** `:line:column`, as far as they are known. */
export function positionOf({ line, column }: Problem): string {
  return line === null ? "" : column === null ? `:${line}` : `:${line}:${column}`;
}

/** `file` relative to the working directory, with `/`; absolute when it lies outside. */
export function fromHere(file: string): string {
  const path = relative(cwd(), resolve(file));
  const outside = path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
  return (outside ? resolve(file) : path === "" ? "." : path).split(sep).join("/");
}

/** The same as a URI reference (RFC 3986). */
export function uriFromHere(file: string): string {
  const path = fromHere(file);
  if (path !== "." && !isAbsolute(path)) return path.toWellFormed().split("/").map(encodeURIComponent).join("/");
  return path === "." ? "./" : pathToFileURL(file).href;
}
