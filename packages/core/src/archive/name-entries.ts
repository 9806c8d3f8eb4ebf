// Which path does each entry have? (zip N1-N3, P4, P6)
import type { Problem } from "../problem/problem.ts";
import type { Normalisation } from "./archive.ts";
import type { CentralHeader } from "./central-header.ts";
import { showRawName } from "./central-header.ts";
import { refuseEntry } from "./refuse.ts";
import { decodeName } from "./unicode-name.ts";

export interface NamedEntry {
  readonly header: CentralHeader;
  /** Without a trailing slash; empty for the archive's own root, which `./` names. */
  readonly path: string;
  readonly kind: "file" | "directory";
}

export interface NamedEntries {
  readonly entries: readonly NamedEntry[];
  readonly notes: readonly Normalisation[];
  readonly problems: readonly Problem[];
}

const DETAILS = {
  ARCHIVE_NAME_FROM_EXTRA: "The name was taken from the entry's Unicode name field.",
  ARCHIVE_NAME_FLAG_MISSING: "The name is UTF-8, which the entry does not say.",
} as const;

const HOST_DOS = 0;

/** Decodes every name; what must be judged over all of them (backslashes, leading `./`) is judged here. */
export function nameEntries(headers: readonly CentralHeader[]): NamedEntries {
  const problems: Problem[] = [];
  const notes: Normalisation[] = [];
  const names: string[] = [];
  for (const header of headers) {
    decodeName(header).match(
      ({ name, note }) => {
        names.push(name);
        if (note === "ARCHIVE_NAME_FROM_EXTRA" || note === "ARCHIVE_NAME_FLAG_MISSING") {
          notes.push({ code: note, entry: name, detail: DETAILS[note] });
        }
      },
      (rule) => problems.push(refuseEntry(showRawName(header.rawName), rule)),
    );
  }
  if (problems.length > 0) return { entries: [], notes, problems };

  const slashed = replaceBackslashes(names, headers);
  if (slashed !== names) notes.push(note("ARCHIVE_BACKSLASH_REPLACED", "Backslashes in names became slashes."));
  const rooted = dropLeadingDot(slashed);
  if (rooted !== slashed)
    notes.push(note("ARCHIVE_DOT_SEGMENT_DROPPED", "The leading `./` of every name was dropped."));
  const entries = headers.map((header, place) => entryOf(header, rooted[place] ?? "", rooted !== slashed));
  return { entries, notes, problems };
}

/** Old PowerShell writes `\` alone and names no Unix host; with any `/` about, a backslash is part of a name. */
function replaceBackslashes(names: readonly string[], headers: readonly CentralHeader[]): readonly string[] {
  const dos = headers.every((header) => header.host === HOST_DOS);
  const meant = dos && names.some((name) => name.includes("\\")) && !names.some((name) => name.includes("/"));
  return meant ? names.map((name) => name.replaceAll("\\", "/")) : names;
}

/** `bsdtar -a -cf x.zip .` puts `./` before every name. */
function dropLeadingDot(names: readonly string[]): readonly string[] {
  const meant = names.length > 0 && names.every((name) => name.startsWith("./"));
  return meant ? names.map((name) => name.slice(2)) : names;
}

function entryOf(header: CentralHeader, name: string, rooted: boolean): NamedEntry {
  if (rooted && name === "") return { header, path: "", kind: "directory" };
  const directory = name.length > 1 && name.endsWith("/");
  return { header, path: directory ? name.slice(0, -1) : name, kind: directory ? "directory" : "file" };
}

function note(code: Normalisation["code"], detail: string): Normalisation {
  return { code, entry: null, detail };
}
