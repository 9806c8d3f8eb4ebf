// How does a test get a small skill package as a folder and as a zip?
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { skillZip, type SkillParts } from "./skill.ts";
import { writeSkill } from "./write-skill.ts";

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
      const whole = { program: "", ...parts };
      const zip = join(path, `${id}.zip`);
      writeFileSync(zip, skillZip(id, whole));
      return { folder: writeSkill(path, id, whole), zip };
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
