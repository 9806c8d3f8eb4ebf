// Do an entry's name, type and sizes tell of the same kind of thing? (zip A2, A3, H5)
import { DEFLATED, STORED, typeOf } from "./form-rules.ts";
import { DIRECTORY_TYPE, REGULAR_TYPE } from "./unix-types.ts";
import type { NamedEntry } from "./name-entries.ts";
import type { ProblemList } from "./problem-list.ts";
import { broken } from "./refuse.ts";
import type { Broken } from "./refuse.ts";

const DOS_DIRECTORY = 0x10;
/** An empty deflate stream, which some Java programs write for folders. */
export const EMPTY_DEFLATE_BYTES = 2;

function kindContradiction({ header, kind }: NamedEntry): Broken | null {
  const saysDirectory = typeOf(header) === DIRECTORY_TYPE || (header.attributes & DOS_DIRECTORY) !== 0;
  const saysFile = typeOf(header) === REGULAR_TYPE;
  if (kind === "file" && saysDirectory) {
    return broken(
      "ARCHIVE_KIND_CONTRADICTION",
      "its attributes call it a folder, and its name has no slash at the end",
    );
  }
  if (kind === "directory" && saysFile) {
    return broken("ARCHIVE_KIND_CONTRADICTION", "its attributes call it a file, and its name has a slash at the end");
  }
  return null;
}

function directoryWithContent({ header, kind }: NamedEntry): Broken | null {
  if (kind === "file") return null;
  const empty =
    header.compressedSize === 0 || (header.method === DEFLATED && header.compressedSize === EMPTY_DEFLATE_BYTES);
  return header.size === 0 && header.crc32 === 0 && empty
    ? null
    : broken("ARCHIVE_DIRECTORY_WITH_CONTENT", "it is a folder with content");
}

function sizesContradict({ header, kind }: NamedEntry): Broken | null {
  if (header.method === STORED && header.compressedSize !== header.size) {
    return broken("ARCHIVE_SIZES_CONTRADICT", "it is stored as it is, and its two sizes differ");
  }
  if (header.method === DEFLATED && kind === "file" && header.compressedSize === 0) {
    return broken("ARCHIVE_SIZES_CONTRADICT", "it is deflated to nothing, which cannot be");
  }
  return null;
}

const KIND_RULES = [kindContradiction, directoryWithContent, sizesContradict] as const;

export function checkKinds(entries: readonly NamedEntry[], problems: ProblemList): void {
  for (const entry of entries) {
    for (const rule of KIND_RULES) problems.addEntry(entry.path, rule(entry));
    if (problems.full) return;
  }
}
