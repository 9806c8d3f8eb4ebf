// Is this an entry that we read at all? (zip E1, E2, E3, A1)
import type { CentralHeader } from "./central-header.ts";
import { AES_EXTRA, STRONG_ENCRYPTION_EXTRA } from "./extra-fields.ts";
import { otherType } from "./extra-types.ts";
import type { ProblemList } from "./problem-list.ts";
import { broken } from "./refuse.ts";
import type { Broken } from "./refuse.ts";
import { showName } from "./show-name.ts";
import { DIRECTORY_TYPE, LINK_TYPE, REGULAR_TYPE, TYPE_BITS } from "./unix-types.ts";

export const STORED = 0;
export const DEFLATED = 8;

const ENCRYPTION_FLAGS = (1 << 0) | (1 << 6) | (1 << 13);
/** How hard the writer tried to compress; says nothing about how to read. */
export const EFFORT_FLAGS = (1 << 1) | (1 << 2);
export const DESCRIPTOR_FLAG = 1 << 3;
export const UTF8_FLAG = 1 << 11;
const KNOWN_FLAGS = ENCRYPTION_FLAGS | EFFORT_FLAGS | DESCRIPTOR_FLAG | UTF8_FLAG;

/** Attributes of DOS and Windows: some programs skip the one, and make links of the other. */
const VOLUME_LABEL = 0x08;
const REPARSE_POINT = 0x400;

/** Unix mode, as most writers put it into the upper half, whatever system they name. */
export function modeOf(header: CentralHeader): number {
  return header.attributes >>> 16;
}

export function typeOf(header: CentralHeader): number {
  return modeOf(header) & TYPE_BITS;
}

/** Also asked about the local header, whose extra fields may be others. */
export function encrypted({ flags, extras }: Pick<CentralHeader, "flags" | "extras">): Broken | null {
  const hidden = (flags & ENCRYPTION_FLAGS) !== 0 || extras.has(AES_EXTRA) || extras.has(STRONG_ENCRYPTION_EXTRA);
  return hidden ? broken("ARCHIVE_ENCRYPTED", "it is encrypted") : null;
}

function unknownFlag({ flags }: CentralHeader): Broken | null {
  const unknown = flags & ~KNOWN_FLAGS;
  return unknown === 0 ? null : broken("ARCHIVE_FLAG_UNKNOWN", `it has the unknown flags 0x${unknown.toString(16)}`);
}

function unknownMethod({ method }: CentralHeader): Broken | null {
  if (method === STORED || method === DEFLATED) return null;
  return broken(
    "ARCHIVE_METHOD_UNKNOWN",
    `it is compressed by method ${method}, and only stored (0) and deflate (8) are read`,
  );
}

function symbolicLink(header: CentralHeader): Broken | null {
  return typeOf(header) === LINK_TYPE ? broken("ARCHIVE_SYMLINK", "it is a symbolic link") : null;
}

function specialFile(header: CentralHeader): Broken | null {
  if ((header.attributes & REPARSE_POINT) !== 0) {
    return broken("ARCHIVE_SPECIAL_FILE", "its attributes call it a reparse point, which may be a link");
  }
  if ((header.attributes & VOLUME_LABEL) !== 0) {
    return broken("ARCHIVE_SPECIAL_FILE", "its attributes call it the label of a volume");
  }
  const type = typeOf(header);
  const known = type === 0 || type === REGULAR_TYPE || type === DIRECTORY_TYPE || type === LINK_TYPE;
  return known ? null : broken("ARCHIVE_SPECIAL_FILE", "it is neither a file nor a folder");
}

function otherTypeInExtra(header: CentralHeader): Broken | null {
  return otherType(header, header.extras);
}

const FORM_RULES = [encrypted, unknownFlag, unknownMethod, symbolicLink, specialFile, otherTypeInExtra] as const;

export function checkForms(headers: readonly CentralHeader[], problems: ProblemList): void {
  for (const header of headers) {
    for (const rule of FORM_RULES) {
      const wrong = rule(header);
      if (wrong !== null) problems.addEntry(showName(header.rawName), wrong);
    }
    if (problems.full) return;
  }
}
