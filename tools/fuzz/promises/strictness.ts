// Does a strict reader refuse what is normalised, and nothing else?
import type { AcceptedArchive, Normalisation } from "@mayfly/core";
import type { Reader } from "../reader.ts";
import { promise } from "../target.ts";

/** What every reader sees alike, normalised or not. */
const HARMLESS: ReadonlySet<Normalisation["code"]> = new Set([
  "ARCHIVE_MODE_DROPPED",
  "ARCHIVE_DATE_CLAMPED",
  "ARCHIVE_JUNK_DROPPED",
] as const);

/** Whether nothing in the archive has to be read in a way that another program may not share. */
export function isPlain({ normalisations }: AcceptedArchive): boolean {
  return normalisations.every(({ code }) => HARMLESS.has(code));
}

export function checkStrictness(archive: Uint8Array, verdict: AcceptedArchive, reader: Reader): void {
  // Without any note, strictness has nothing to go by.
  if (verdict.normalisations.length === 0) return;
  const strict = reader.judge(archive, { strict: true });
  if (isPlain(verdict)) {
    promise(strict.verdict === "accepted", "strict-refuses", () => "It has nothing that a strict reader refuses.");
    return;
  }
  promise(strict.verdict === "refused", "strict-accepts", () => "It is normalised, and a strict reader accepts it.");
  if (strict.verdict !== "refused") return;
  const codes = new Set<string>(verdict.normalisations.map(({ code }) => code));
  for (const { code } of strict.problems) promise(codes.has(code), "strict-differs", () => `It refuses by ${code}.`);
}
