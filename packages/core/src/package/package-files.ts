// What is a skill package made of, wherever it lies?
import type { Result } from "neverthrow";
import type { Problem } from "../problem/problem.ts";

export interface PackageEntry {
  /** Relative, with `/`, the top-level folder included. */
  readonly path: string;
  readonly kind: "file" | "directory";
  /** In bytes; 0 for folders. */
  readonly size: number;
}

/** The files of an archive, or of a folder judged as if packed. */
export interface PackageFiles {
  readonly entries: readonly PackageEntry[];
  /** The content of a file of `entries`; the problem says why it cannot be had. */
  read(path: string): Result<Uint8Array, Problem>;
}
