// What does another program tell about an archive, and how is it asked?
import { createHash } from "node:crypto";

/** What a program finds in one archive. */
export interface Listing {
  /** SHA-256 of each content, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** Without slashes at the end; `null` when the program does not list folders. */
  readonly folders: readonly string[] | null;
}

/** `refused` has the program's own words. */
export type Answer = Listing | { readonly refused: string };

export interface ArchiveFile {
  readonly name: string;
  readonly path: string;
}

export interface ArchiveReader {
  readonly name: string;
  /** The program's own words; `null` when it is not installed. */
  version(): Promise<string | null>;
  /** Reads all of them, as programs that take long to start want it. */
  read(archives: readonly ArchiveFile[]): Promise<ReadonlyMap<string, Answer>>;
}

export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Collects what a reader in this process finds. */
export class ListingBuilder {
  readonly #files = new Map<string, string>();
  readonly #folders: string[] = [];

  file(name: string, content: Uint8Array): void {
    if (this.#files.has(name)) throw new Error(`It lists ${name} twice.`);
    this.#files.set(name, hashOf(content));
  }

  folder(name: string): void {
    this.#folders.push(name.replace(/\/$/, ""));
  }

  listing(): Listing {
    return { files: this.#files, folders: this.#folders };
  }
}
