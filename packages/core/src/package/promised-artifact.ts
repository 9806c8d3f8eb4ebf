// What does it take to promise an artifact?
import { isSafeRelativePath } from "../path/check-path.ts";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { ArtifactContract } from "./report.ts";

/** The pattern of an artifact whose name only the output will tell. */
export const ANY_ARTIFACT = "**";

/** An artifact, and where it is promised. */
export interface PromisedArtifact extends ArtifactContract {
  readonly place: { readonly entry: string; readonly pointer: string };
}

/** `text` as a pattern below the artifacts folder, `null` when no file there can match it. */
export function artifactPattern(text: string): string | null {
  const pattern = text.replace(/^(?:\.\/)*(?:artifacts\/)?/, "");
  // What a star stands for can always be one letter.
  return isSafeRelativePath(pattern.replaceAll(/\*+/g, "x")) ? pattern : null;
}

/** The problem that `text` is no pattern. */
export function wrongPattern(text: string, place: PromisedArtifact["place"]): Problem {
  const message = `No file in the artifacts folder can have the path "${escapeForDisplay(text)}".`;
  const hint = "Write a path below the artifacts folder, such as `report.md` or `charts/*.svg`.";
  return problem("PACKAGE_ARTIFACT_PATTERN", message, { ...place, hint });
}
