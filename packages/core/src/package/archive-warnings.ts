// How is it told that an archive was accepted, but not as it stands?
import type { Normalisation } from "../archive/archive.ts";
import { warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";

/** One warning for each thing that was left out or read in another way. */
export function archiveWarnings(normalisations: readonly Normalisation[]): Problem[] {
  return normalisations.map(({ code, entry, detail }) => warning(code, detail, { entry }));
}
