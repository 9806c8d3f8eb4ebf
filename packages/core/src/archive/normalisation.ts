// What is accepted in an archive, but not kept?
import type { ARCHIVE_CODES } from "../problem/codes/archive.ts";

/** The codes of what is normalised (verdict N in the checklist); each is also a code that a warning can carry. */
export type NormalisationCode = Extract<
  keyof typeof ARCHIVE_CODES,
  | "ARCHIVE_PADDING_DROPPED"
  | "ARCHIVE_MODE_DROPPED"
  | "ARCHIVE_DATE_CLAMPED"
  | "ARCHIVE_DESCRIPTOR_FORM"
  | "ARCHIVE_ZIP64_SIZE_ALONE"
  | "ARCHIVE_ZIP64_UNANNOUNCED"
  | "ARCHIVE_NAME_FROM_EXTRA"
  | "ARCHIVE_NAME_FLAG_MISSING"
  | "ARCHIVE_BACKSLASH_REPLACED"
  | "ARCHIVE_DOT_SEGMENT_DROPPED"
  | "ARCHIVE_JUNK_DROPPED"
>;

/** What another program may take differently, so that a strict reader refuses it (zip S2, D1, Z1, Z7, N1, N2, P4, P6). */
export const REFUSED_STRICTLY: ReadonlySet<NormalisationCode> = new Set<NormalisationCode>([
  "ARCHIVE_PADDING_DROPPED",
  "ARCHIVE_NAME_FROM_EXTRA",
  "ARCHIVE_NAME_FLAG_MISSING",
  "ARCHIVE_BACKSLASH_REPLACED",
  "ARCHIVE_DOT_SEGMENT_DROPPED",
  "ARCHIVE_DESCRIPTOR_FORM",
  "ARCHIVE_ZIP64_SIZE_ALONE",
  "ARCHIVE_ZIP64_UNANNOUNCED",
]);
