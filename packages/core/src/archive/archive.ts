// What does reading an archive tell?
import type { Problem } from "../problem/problem.ts";
import type { NormalisationCode } from "./normalisation.ts";

/** One file or folder of an accepted archive; plain data, so that it can cross to another process. */
export interface ArchiveEntry {
  /** Relative, `/` between segments, no trailing slash; safe under every rule of path/. */
  readonly path: string;
  readonly kind: "file" | "directory";
  /** Uncompressed bytes as declared; the content is held to it when it is read (zip I2). */
  readonly size: number;
  readonly compressedSize: number;
  /** The only thing kept of the entry's mode (zip A4). */
  readonly executable: boolean;
  readonly method: "stored" | "deflated";
  readonly crc32: number;
  /** Where the entry's data starts in the archive, in bytes. */
  readonly dataOffset: number;
}

/** Something in the archive that is accepted, but that only the extracted tree may leave the system without. */
export interface Normalisation {
  readonly code: NormalisationCode;
  /** `null` when it is about the whole archive. */
  readonly entry: string | null;
  /** One sentence for a person. */
  readonly detail: string;
}

export interface RefusedArchive {
  readonly verdict: "refused";
  /** At least one, all of the first phase that found any. */
  readonly problems: readonly Problem[];
}

export interface AcceptedArchive {
  readonly verdict: "accepted";
  /** In the order of the central directory, after normalisation, without dropped junk. */
  readonly entries: readonly ArchiveEntry[];
  /** The junk: what it holds has to be right, too, and goes nowhere (zip M1). */
  readonly dropped: readonly ArchiveEntry[];
  readonly normalisations: readonly Normalisation[];
}

export type ArchiveVerdict = RefusedArchive | AcceptedArchive;
