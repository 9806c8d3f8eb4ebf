// Is this a skill that somebody looks for?
import type { PackageReport } from "../package/report.ts";

/** Whether id, name or description holds `word`, whatever its case and however its letters are composed. */
export function holdsWord(skill: { readonly id: string; readonly report: PackageReport }, word: string): boolean {
  const wanted = folded(word);
  const { name = "", description = "" } = skill.report.package ?? {};
  return [skill.id, name, description].some((text) => folded(text).includes(wanted));
}

function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
