// What was a run given, file by file?
import { open } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { InputDigest, Staged } from "@mayfly/core";
import { digestFile } from "../outputs/digest-file.ts";
import { READ_SAFELY } from "../system/open-flags.ts";
import { UnusableFile } from "../system/unusable-file.ts";

/** `Workspaces.digestInputs` on files. `staged` is what there is, `null` where that is not known to be whole. */
export async function digestInputs(staged: Staged | null): Promise<readonly InputDigest[]> {
  if (staged === null) throw new UnusableFile("There is no workspace to digest.");
  const digests: InputDigest[] = [];
  const inputs = Object.entries(staged.inputs).toSorted(([one], [other]) => (one < other ? -1 : 1));
  for (const [key, path] of inputs) {
    const name = dirname(path) === staged.paths.inputsDir ? null : basename(path);
    const handle = await open(path, READ_SAFELY);
    try {
      const { sha256 } = await digestFile(handle, Infinity);
      digests.push({ key, name, sha256 });
    } finally {
      await handle.close();
    }
  }
  return digests;
}
