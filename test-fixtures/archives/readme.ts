// Which entry stands in an archive whose fault lies elsewhere?
import type { RawEntry } from "./raw-entry.ts";

export const README_TEXT = "Read me.\n";

export const readme: RawEntry = { name: "readme.txt", content: README_TEXT };

/** An entry that is right but for its name. */
export function named(name: string | Uint8Array): RawEntry {
  return { name, content: README_TEXT };
}
