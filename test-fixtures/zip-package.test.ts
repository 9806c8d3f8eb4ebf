// Does the builder make archives that other programs read, the same each time?
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { packageFolder } from "./run-package.ts";
import { zipInputs, zipPackage } from "./zip-package.ts";

test("`zipPackage()` puts every file under one folder named as the package", () => {
  const entries = unzipSync(zipPackage(packageFolder("csv-profile")));
  const names = Object.keys(entries);
  expect(names).toContain("csv-profile/SKILL.md");
  expect(names).toContain("csv-profile/scripts/profile.mjs");
  expect(names.filter((name) => !name.startsWith("csv-profile/"))).toEqual([]);
  expect(names).toEqual(names.toSorted());
  const skill = readFileSync(join(packageFolder("csv-profile"), "SKILL.md"));
  expect(Buffer.from(entries["csv-profile/SKILL.md"] ?? []).equals(skill)).toBe(true);
});

test("`zipPackage()` gives the same bytes for the same folder, also with a slash at its end", () => {
  const folder = packageFolder("prime-check");
  expect(Buffer.from(zipPackage(folder)).equals(zipPackage(`${folder}/`))).toBe(true);
});

test("`zipInputs()` keeps content and sorts names", () => {
  const bytes = zipInputs({ "table/b.csv": new Uint8Array([1, 2]), "a.txt": new Uint8Array() });
  const entries = unzipSync(bytes);
  expect(Object.keys(entries)).toEqual(["a.txt", "table/b.csv"]);
  expect([...(entries["table/b.csv"] ?? [])]).toEqual([1, 2]);
});
