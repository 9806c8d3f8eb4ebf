// Which packages are tried in a browser, and what does the library say of them?
import { join } from "node:path";
import { validateSkillPackage, type ValidationReport } from "@mayfly/core";
import { zipPackage } from "../../test-fixtures/zip-package.ts";
import { ROOT } from "../run/tool.ts";

const GOOD = zipPackage(join(ROOT, "test-fixtures/packages/csv-profile"));

export const TRIED = { "good.zip": GOOD, "cut.zip": GOOD.slice(0, -9) };

export type TriedName = keyof typeof TRIED;

export async function reportOn(name: TriedName): Promise<ValidationReport> {
  return (await validateSkillPackage(TRIED[name], { file: name }))._unsafeUnwrap();
}
