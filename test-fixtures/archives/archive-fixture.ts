// What does a fixture say about the archive that it makes, and about the verdict that it must get?
import type { ArchiveLimits, Normalisation, ProblemCode } from "@mayfly/core";

interface Described {
  /** In kebab-case: what is wrong with the archive, or who writes such archives. */
  readonly what: string;
  /** The rows of the archive checklist that it is about. */
  readonly rows: readonly string[];
  readonly bytes: () => Uint8Array;
  /** Where they differ from the limits of packages; then the file alone is not enough to get the verdict. */
  readonly limits?: Partial<ArchiveLimits>;
  /** Too large to be committed, so only tests make it. */
  readonly inMemoryOnly?: true;
}

export interface RefusedFixture extends Described {
  /** The code of the first problem; it is also part of the file's name. */
  readonly code: ProblemCode;
  /** The codes of all that is told besides, in order and each once; nothing unless given. */
  readonly also?: readonly ProblemCode[];
}

export interface AcceptedFixture extends Described {
  /** The codes of all normalisations, in order and each once; none unless given. */
  readonly notes?: readonly Normalisation["code"][];
  /** Contents by path, after normalisation. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Paths of the folders that are listed. */
  readonly folders?: readonly string[];
  /** Which of the files are executable. */
  readonly executables?: readonly string[];
}

export type ArchiveFixture = RefusedFixture | AcceptedFixture;

export function isRefused(fixture: ArchiveFixture): fixture is RefusedFixture {
  return "code" in fixture;
}

/** Where its archive lies, below the folder of this file. */
export function fileName(fixture: ArchiveFixture): string {
  return isRefused(fixture) ? `refused/${fixture.code}--${fixture.what}.zip` : `accepted/${fixture.what}.zip`;
}
