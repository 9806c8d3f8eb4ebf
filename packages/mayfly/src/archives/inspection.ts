// What is found out about one archive, as `inspect --json` writes it?
import { createHash } from "node:crypto";
import { inspectArchiveSync, type ArchiveLimits, type ArchiveVerdict, type Problem } from "@mayfly/core";
import { CODECS } from "./codecs.ts";
import { withArchive } from "./with-archive.ts";

export interface Inspection {
  /** As it was given. */
  readonly file: string;
  readonly verdict: "accepted" | "refused";
  readonly problems: readonly Finding[];
  readonly normalisations: readonly Finding[];
  readonly entries: readonly InspectedEntry[];
}

export interface Finding {
  readonly code: string;
  readonly entry: string | null;
  readonly detail: string;
}

export interface InspectedEntry {
  readonly path: string;
  readonly kind: "file" | "directory";
  readonly size: number;
  /** Hexadecimal; `null` for folders. */
  readonly sha256: string | null;
}

/** Judges the archive at `file`, every byte of it, in bounded memory. Throws the system's error. */
export function inspectFile(file: string, limits: ArchiveLimits, strict: boolean): Inspection {
  const digests = new Digests();
  const onContent = (entry: { readonly path: string }, chunk: Uint8Array): void => digests.add(entry.path, chunk);
  const verdict = withArchive(file, (source) => inspectArchiveSync(source, limits, CODECS, { strict, onContent }));
  return told(file, verdict, digests);
}

function told(file: string, verdict: ArchiveVerdict, digests: Digests): Inspection {
  if (verdict.verdict === "refused") {
    return { file, verdict: "refused", problems: findingsOf(verdict.problems), normalisations: [], entries: [] };
  }
  const entries = verdict.entries.map(({ path, kind, size }) => {
    return { path, kind, size, sha256: kind === "file" ? digests.of(path) : null };
  });
  return { file, verdict: "accepted", problems: [], normalisations: verdict.normalisations, entries };
}

/** Problems as an inspection tells them; the remedy, where there is one, ends the sentence. */
export function findingsOf(problems: readonly Problem[]): readonly Finding[] {
  return problems.map(({ code, entry, message, hint }) => {
    return { code, entry, detail: hint === null ? message : `${message} ${hint}` };
  });
}

/** Sums contents that come one after another, each in chunks. */
class Digests {
  readonly #done = new Map<string, string>();
  #path: string | null = null;
  #hash = createHash("sha256");

  add(path: string, chunk: Uint8Array): void {
    if (path !== this.#path) this.#finish(path);
    this.#hash.update(chunk);
  }

  /** Of the content at `path`, empty ones included, which come in no chunk. */
  of(path: string): string {
    if (this.#path !== null) this.#finish(null);
    return this.#done.get(path) ?? EMPTY;
  }

  #finish(next: string | null): void {
    if (this.#path !== null) this.#done.set(this.#path, this.#hash.digest("hex"));
    this.#path = next;
    this.#hash = createHash("sha256");
  }
}

const EMPTY = createHash("sha256").digest("hex");
