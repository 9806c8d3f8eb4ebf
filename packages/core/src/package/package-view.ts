// How do the rules see a package: from its own folder?
import { err } from "neverthrow";
import type { Result } from "neverthrow";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { PackageFiles } from "./package-files.ts";

/** A package whose paths are those below its folder. */
export interface PackageView {
  /** Paths of the files, sorted. */
  readonly paths: readonly string[];
  kindOf(path: string): "file" | "directory" | null;
  /** Bytes of a file; 0 for anything else. */
  sizeOf(path: string): number;
  /** How problems name `path`. */
  entry(path: string): string;
  /** The content of a file of `paths` that has at most `MOST_TEXT_BYTES` bytes. */
  read(path: string): Result<Uint8Array, Problem>;
}

/** No file that describes a package is read beyond this. */
export const MOST_TEXT_BYTES = 1024 * 1024;

/** `files` as seen from `root`, which is empty or ends with a slash. */
export function packageView(files: PackageFiles, root: string): PackageView {
  const inside = files.entries.filter(({ path }) => path.startsWith(root) && path.length > root.length);
  const sizes = new Map(
    inside.flatMap(({ path, kind, size }) => (kind === "file" ? [[path.slice(root.length), size]] : [])),
  );
  const folders = new Set<string>();
  for (const { path, kind } of inside) {
    const segments = path.slice(root.length).split("/");
    for (let end = segments.length - (kind === "file" ? 1 : 0); end > 0; end -= 1)
      folders.add(segments.slice(0, end).join("/"));
  }
  const entry = (path: string) => root + path;
  const sizeOf = (path: string) => sizes.get(path) ?? 0;
  return {
    paths: [...sizes.keys()].toSorted(),
    kindOf: (path) => (sizes.has(path) ? "file" : folders.has(path) ? "directory" : null),
    entry,
    sizeOf,
    read: (path) => {
      const size = sizeOf(path);
      if (size <= MOST_TEXT_BYTES) return files.read(entry(path));
      const message = `The file has ${size} bytes; at most ${MOST_TEXT_BYTES} bytes are read of a file that describes a package.`;
      return err(problem("SCHEMA_TEXT_TOO_LARGE", message, { entry: entry(path) }));
    },
  };
}
