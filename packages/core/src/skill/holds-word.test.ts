import { expect, test } from "vitest";
import type { PackageReport } from "../package/report.ts";
import { A_SKILL } from "../testing/a-run.ts";
import { holdsWord } from "./holds-word.ts";

const report: PackageReport = {
  valid: true,
  profile: "autoskill",
  problems: [],
  package: { ...A_SKILL.contract, name: "Zählt Zeilen", description: "Counts the rows of a TABLE." },
};

test.each(["row-count", "ROW", "zähl", "ZA\u0308HLT", "table", "", "rows of a"])("`holdsWord()` finds %j", (word) => {
  expect(holdsWord({ id: "row-count", report }, word)).toBe(true);
});

test("`holdsWord()` does not find what stands elsewhere, and looks at the id of one that cannot be read", () => {
  expect(holdsWord({ id: "row-count", report }, "script")).toBe(false);
  const broken = { id: "row-count", report: { ...report, valid: false, package: null } };
  expect(holdsWord(broken, "count")).toBe(true);
  expect(holdsWord(broken, "table")).toBe(false);
});
