// How does a folder come to be as a whole, or not at all?
import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TemplateFile } from "./template-files.ts";

/** Writes `files` into the new folder `path`. Throws the system's error, also when there is something in its place. */
export function writeFolder(path: string, files: readonly TemplateFile[]): void {
  const partial = join(dirname(path), `.mayfly-${randomBytes(6).toString("hex")}.part`);
  try {
    for (const file of files) {
      const place = join(partial, file.path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, file.text, { flag: "wx" });
    }
    // Over anything but an empty folder, in which nothing is lost, a rename fails.
    renameSync(partial, path);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
