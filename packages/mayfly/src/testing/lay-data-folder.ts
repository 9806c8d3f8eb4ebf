// How does a test get a data folder that a dead server left?
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";

export const SAVED_DATA_FOLDERS = join(import.meta.dirname, "../../../../test-fixtures/data-folders");

/** Lays the saved folder at `dataDir` and answers the run of each name in it. */
export function layDataFolder(saved: string, dataDir: string): Readonly<Record<string, string>> {
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(join(SAVED_DATA_FOLDERS, saved))))) {
    const target = join(dataDir, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  return JSON.parse(readFileSync(join(dataDir, "saved.json"), "utf8")) as Record<string, string>;
}
