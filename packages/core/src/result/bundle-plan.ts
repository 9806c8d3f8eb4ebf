// Which of the kept files go into a bundle, and what does its own manifest say? (design §7; req A3)
import type { JsonObject } from "../run/json.ts";

/** What a bundle needs to know of a kept file. */
export interface KeptFile {
  /** `result/result.json`, `artifacts/…`, `logs/…`, `inputs/…`. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export const BUNDLE_MANIFEST_PATH = "bundle/manifest.json";

const ALWAYS = ["result/", "artifacts/"];
const WITH_DEBUG = ["logs/", "inputs/"];

/** The files of the bundle, sorted by path, and the document that lists them. */
export function bundlePlan<F extends KeptFile>(
  kept: readonly F[],
  debug: boolean,
): { readonly files: readonly F[]; readonly manifest: JsonObject } {
  const rooms = debug ? [...ALWAYS, ...WITH_DEBUG] : ALWAYS;
  const files = kept
    .filter(({ path }) => rooms.some((room) => path.startsWith(room)))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return { files, manifest: { files: files.map(({ path, size, sha256 }) => ({ path, size, sha256 })) } };
}
