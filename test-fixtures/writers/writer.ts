// What writes a tree of files as a zip archive?
import type { ContentFile, Normalisation } from "@mayfly/core";

/** One way in which one writer writes archives. */
export interface Writer {
  /** The writer and its mode. */
  readonly name: string;
  /** Whether the archive says which files are executable. */
  readonly keepsExecutable: boolean;
  /** What the reader may have to normalise in its archives; nothing unless given. */
  readonly notes?: readonly Normalisation["code"][];
  write(files: readonly ContentFile[]): Uint8Array | Promise<Uint8Array>;
}

/** Permissions as most writers take them. */
export function modeOf(file: ContentFile): number {
  return file.executable === true ? 0o755 : 0o644;
}
