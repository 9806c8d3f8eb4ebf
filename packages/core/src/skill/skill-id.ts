// Can this name a folder of an installed skill?
import { isSafeRelativePath } from "../path/check-path.ts";

/** A name that every system can give to one folder, composed (NFC), and not hidden by a dot at its start. */
export function isSkillId(text: string): boolean {
  return !text.startsWith(".") && !text.includes("/") && text === text.normalize("NFC") && isSafeRelativePath(text);
}
