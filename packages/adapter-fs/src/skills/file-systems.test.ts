// What do installs do where the parts of a data folder lie on several file systems?
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";
import { onDiskOfItsOwn } from "../testing/on-disk-of-its-own.ts";

const APART = "the folders tmp, skills and skills-archive of the data folder must lie on one file system, and do not.";
const NO_INSTALL = `Cannot install a skill: ${APART}`;
const NO_REMOVAL = `Cannot remove a skill: ${APART}`;

const PROGRAM = new URL("../testing/install-twice.ts", import.meta.url);

let data: FreshDataFolder;
beforeEach(async () => {
  data = await freshDataFolder();
  await mkdir(join(data.path, "skills-archive"), { recursive: true });
});
afterEach(() => data.close());

test.for([
  // Nothing can come into its place.
  ["skills", { answers: [NO_INSTALL, NO_INSTALL, "nothing to remove"], version: null, left: [[], [], []] }],
  // Nothing can leave it: what is there stays.
  ["skills-archive", { answers: ["installed", NO_INSTALL, NO_REMOVAL], version: "1.0.0", left: [[], ["demo"], []] }],
  ["tmp", { opening: "its folders tmp and runs must lie on one file system, and do not." }],
  ["runs", { opening: "its folders tmp and runs must lie on one file system, and do not." }],
] as const)(
  "with %s on another, they say so in a sentence, and leave what was there",
  ([folder, expected], { skip }) => {
    const told = onDiskOfItsOwn(join(data.path, folder), "size=8m", PROGRAM, [data.path]);
    if (told === null) return skip("this machine lets nobody mount a file system");
    if ("opening" in expected)
      expect(told).toEqual({ opening: `Cannot use the data folder ${data.path}: ${expected.opening}` });
    else expect(told).toEqual(expected);
  },
);
