// How does a test get a small skill package as a folder and as a zip?
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { skillZip, type SkillParts } from "./skill.ts";

export interface PackagesOnDisk {
  /** Where they lie. */
  readonly path: string;
  /** Writes the package `id` as the folder `<id>` and as `<id>.zip`, and gives their paths. */
  make(id: string, parts?: Partial<SkillParts>): { readonly folder: string; readonly zip: string };
  remove(): void;
}

/** A folder of their own for the packages of a test. */
export function packagesOnDisk(): PackagesOnDisk {
  const path = mkdtempSync(join(tmpdir(), "mayfly-packages-"));
  return {
    path,
    make(id, parts = {}) {
      const bytes = skillZip(id, { program: "", ...parts });
      const made = { folder: join(path, id), zip: join(path, `${id}.zip`) };
      writeFileSync(made.zip, bytes);
      for (const [name, content] of Object.entries(unzipSync(bytes))) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), content);
      }
      return made;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
