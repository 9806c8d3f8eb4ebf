// How do the rules see files that lie in no archive, as if they were packed?
import { err, ok } from "neverthrow";
import type { ContentFile } from "../archive/write-archive.ts";
import type { Sha256 } from "../bytes/sha256.ts";
import { findCollisions } from "../path/find-collisions.ts";
import { problem } from "../problem/problem.ts";
import type { VerifiableFiles } from "./archive-files.ts";
import { contentDigest } from "./content-digest.ts";

/** `files` by their composed paths, the top-level folder included. Names that no archive can keep apart are problems. */
export function contentFiles(files: readonly ContentFile[], sha256: Sha256): VerifiableFiles {
  const named = files.map(({ path, bytes }) => ({ path: path.normalize("NFC"), bytes }));
  const byPath = new Map(named.map(({ path, bytes }) => [path, bytes]));
  const digestOf = (bytes: Uint8Array): string => {
    const digest = sha256.create();
    digest.update(bytes);
    return digest.hex();
  };
  return {
    entries: named.map(({ path, bytes }) => ({ path, kind: "file", size: bytes.length })),
    read(path) {
      const bytes = byPath.get(path);
      return bytes === undefined ? err(problem("PATH_EMPTY", "There is no such file.", { entry: path })) : ok(bytes);
    },
    verify() {
      const { problems } = findCollisions(named.map(({ path }) => ({ path, kind: "file" })));
      if (problems.length > 0) return { problems, digest: () => null };
      const digested = named.map(({ path, bytes }) => ({ path, sha256: digestOf(bytes) }));
      return { problems, digest: () => contentDigest(digested, sha256) };
    },
  };
}
