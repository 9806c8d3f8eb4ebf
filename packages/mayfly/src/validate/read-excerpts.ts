// How are the lines read that problems point at?
import { readArchiveSync, readEntrySync, type ArchiveLimits, type Problem } from "@mayfly/core";
import type { PackageAt } from "../archive-tools.ts";
import { CODECS } from "../archives/codecs.ts";
import { excerptOf, linesOf, type Excerpt } from "./excerpt.ts";

type LocatedProblem = Problem & { readonly entry: string; readonly line: number };

/** Reads each file that `problems` point into once, and keeps of it what is shown. Throws what reading throws. */
export function readExcerpts(
  opened: PackageAt,
  limits: ArchiveLimits,
  problems: readonly Problem[],
): ReadonlyMap<Problem, Excerpt> {
  const excerpts = new Map<Problem, Excerpt>();
  const located = problems.filter((each): each is LocatedProblem => each.entry !== null && each.line !== null);
  if (located.length === 0) return excerpts;
  const read = readerOf(opened, limits);
  for (const [entry, about] of Map.groupBy(located, (each) => each.entry)) {
    const bytes = read(entry);
    if (bytes === null) continue;
    const lines = linesOf(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    for (const each of about) {
      const excerpt = excerptOf(lines, each.line, each.column);
      if (excerpt !== null) excerpts.set(each, excerpt);
    }
  }
  return excerpts;
}

/** Gives the content of an entry; `null` when there is none that can be shown. */
function readerOf(opened: PackageAt, limits: ArchiveLimits): (entry: string) => Uint8Array | null {
  if (opened.kind === "folder") return (entry) => opened.files.read(entry).unwrapOr(null);
  if (opened.kind === "too much") return () => null;
  const { source } = opened;
  const archive = readArchiveSync(source, limits);
  if (archive.verdict === "refused") return () => null;
  const entries = new Map(archive.entries.map((entry) => [entry.path, entry]));
  return (path) => {
    const entry = entries.get(path);
    return entry === undefined ? null : readEntrySync(source, entry, CODECS).unwrapOr(null);
  };
}
