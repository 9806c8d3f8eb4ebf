// Which path does each entry have? (zip N1-N3, P4, P6)
import type { Normalisation } from "./archive.ts";
import { asciiNames } from "./ascii-names.ts";
import type { CentralHeader } from "./central-header.ts";
import type { ProblemList } from "./problem-list.ts";
import { Broken } from "./refuse.ts";
import { showName } from "./show-name.ts";
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
}

const DETAILS = {
  ARCHIVE_NAME_FROM_EXTRA: "The name was taken from the entry's Unicode name field.",
  ARCHIVE_NAME_FLAG_MISSING: "The name is UTF-8, which the entry does not say.",
} as const;

const HOST_DOS = 0;

/**
 * Decodes every name; what must be judged over all of them (backslashes, leading `./`) is judged here.
 * `null` when a name cannot be decoded, which is among `problems` then.
 */
export function nameEntries(headers: readonly CentralHeader[], problems: ProblemList): NamedEntries | null {
  const ascii = asciiNames(headers);
  const names: string[] = [];
  const noted = new Map<number, keyof typeof DETAILS>();
  for (let index = 0; index < headers.length; index += 1) {
    const header = headers[index];
    if (header === undefined) break;
    const decoded = decodeName(header, ascii[index] ?? null);
    if (decoded instanceof Broken) {
      problems.addEntry(showName(header.rawName), decoded);
      continue;
    }
    const { name, note } = decoded;
    if (note !== null) noted.set(names.length, note);
    names.push(name);
  }
  if (names.length < headers.length) return null;

  const notes: Normalisation[] = [];
  const slashed = replaceBackslashes(names, headers);
  if (slashed !== names) notes.push(note("ARCHIVE_BACKSLASH_REPLACED", "Backslashes in names became slashes."));
  const rooted = dropLeadingDot(slashed);
  if (rooted !== slashed)
    notes.push(note("ARCHIVE_DOT_SEGMENT_DROPPED", "The leading `./` of every name was dropped."));
  const entries = headers.map((header, place) => entryOf(header, rooted[place] ?? "", rooted !== slashed));
  for (const [place, code] of noted) notes.push({ code, entry: entries[place]?.path ?? "", detail: DETAILS[code] });
  return { entries, notes };
}

/** Old PowerShell writes `\` alone and names no Unix host; with any `/` about, a backslash is part of a name. */
function replaceBackslashes(names: readonly string[], headers: readonly CentralHeader[]): readonly string[] {
  const meant =
    names.some((name) => name.includes("\\")) &&
    !names.some((name) => name.includes("/")) &&
    headers.every((header) => header.host === HOST_DOS);
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
