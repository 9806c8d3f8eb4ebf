// Where does a test keep its files, and who clears them away?
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDataFolder } from "../data-folder/open-data-folder.ts";

export interface FreshDataFolder {
  readonly path: string;
  close(): Promise<void>;
  /** Takes the folder away, for good: a file stands in its place. */
  takeAway(): Promise<void>;
}

/** A new data folder under the system's temporary folder; `close` removes it. */
export async function freshDataFolder(): Promise<FreshDataFolder> {
  const root = await mkdtemp(join(tmpdir(), "mayfly-fs-"));
  const folder = (await openDataFolder(join(root, "data")))._unsafeUnwrap();
  return {
    path: folder.path,
    close: () => rm(root, { recursive: true, force: true }),
    async takeAway() {
      await rm(folder.path, { recursive: true });
      await writeFile(folder.path, "");
    },
  };
}
