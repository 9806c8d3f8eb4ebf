// How do the rules read the files of a folder, judged as if packed?
import { contentDigest, findCollisions, problem, type DigestedFile, type VerifiableFiles } from "@mayfly/core";
import { err, ok } from "neverthrow";
import { nodeSha256 } from "../digest/node-sha256.ts";
import { readFound, streamFound } from "./found-file.ts";
import type { WalkedFolder } from "./walk-folder.ts";

/**
 * The files of `folder` in the order and under the names that they would have in an archive. What is wrong with the
 * folder itself is told when it is verified. Reading throws the system's error, and `UnusableFile` for what changed.
 */
export function folderFiles(folder: WalkedFolder): VerifiableFiles {
  const named = folder.files
    .map((file) => ({ file, path: file.path.normalize("NFC") }))
    .toSorted((one, other) => Buffer.compare(Buffer.from(one.path), Buffer.from(other.path)));
  const byPath = new Map(named.map(({ file, path }) => [path, file]));
  return {
    entries: named.map(({ file, path }) => ({ path, kind: "file", size: file.seen.size })),
    read(path) {
      const file = byPath.get(path);
      if (file === undefined) return err(problem("PATH_EMPTY", "The folder has no such file.", { entry: path }));
      return ok(readFound(file));
    },
    verify() {
      const digested = named.map(({ file, path }): DigestedFile => {
        const digest = nodeSha256.create();
        streamFound(file, (chunk) => void digest.update(chunk));
        return { path, sha256: digest.hex() };
      });
      const apart = findCollisions(named.map(({ path }) => ({ path, kind: "file" }))).problems;
      const problems = [...folder.problems, ...apart];
      return { problems, digest: () => (problems.length > 0 ? null : contentDigest(digested, nodeSha256)) };
    },
  };
}
