// Can all promised artifacts lie side by side on every system?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { findCollisions } from "../path/find-collisions.ts";
import type { ListedPath } from "../path/find-collisions.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { PromisedArtifact } from "./promised-artifact.ts";

/** One problem for each pattern whose file or folder another one takes, in another spelling or as the other kind. */
export function artifactCollisions(promised: readonly PromisedArtifact[]): Problem[] {
  const paths = new Map<string, ListedPath>();
  const places = new Map<string, PromisedArtifact["place"]>();
  for (const { pattern, place } of promised) {
    const listed = fixedPart(pattern);
    const key = `${listed.kind} ${listed.path}`;
    if (paths.has(key)) continue;
    paths.set(key, listed);
    places.set(escapeForDisplay(listed.path), place);
  }
  return findCollisions([...paths.values()]).problems.map(({ entry, message }) => {
    const hint = "Spell folders alike, and give each artifact a name that differs from others in more than case.";
    return problem("PACKAGE_ARTIFACT_COLLISION", message, { ...places.get(entry ?? ""), hint });
  });
}

/** A file, or the folder in which a pattern with stars looks. */
function fixedPart(pattern: string): ListedPath {
  if (!pattern.includes("*")) return { path: pattern, kind: "file" };
  const end = pattern.lastIndexOf("/", pattern.indexOf("*"));
  return { path: pattern.slice(0, Math.max(0, end)), kind: "directory" };
}
