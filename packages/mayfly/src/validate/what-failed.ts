// What could not be read, when it is a file within what was named?
import { resolve } from "node:path";

/** `target`, and in brackets the path that the system refused, if it is another one. */
export function whatFailed(target: string, error: Error): string {
  const path = "path" in error && typeof error.path === "string" ? error.path : target;
  return resolve(path) === resolve(target) ? target : `${target} (${path})`;
}
