// Does a path that runner.json names stay inside the package?
import { isSafeRelativePath } from "../path/check-path.ts";
import { resolvePath } from "../schema/reference.ts";

/** The path below the skill's folder that `text` means, without `.` and `..`; `null` when it is none. */
export function insidePath(text: string): string | null {
  if (text.startsWith("/") || text.endsWith("/")) return null;
  const path = resolvePath(text, "");
  return path !== null && isSafeRelativePath(path) ? path : null;
}
