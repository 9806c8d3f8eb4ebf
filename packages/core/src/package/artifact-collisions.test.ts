import { expect, test } from "vitest";
import { filesOf, places, runnerWith, skillWith } from "../testing/skill-package.ts";
import { judgePackage } from "./judge-package.ts";

const told = (...patterns: string[]) => {
  const artifacts = patterns.map((pattern) => ({ role: "a", pattern }));
  return places(judgePackage(filesOf(runnerWith({ artifacts })), "autoskill").problems);
};
const collides = (index: number) => [`PACKAGE_ARTIFACT_COLLISION demo/assets/runner.json /artifacts/${index}`];

test.each([
  ["names in another case", "report.md", "Report.md"],
  ["names in another normalisation", "caf\u00e9.md", "cafe\u0301.md"],
  ["a file and a folder", "data", "data/a.csv"],
  ["a file and a folder of a pattern", "data", "data/**"],
  ["a folder in another case", "Charts/a.svg", "charts/*.svg"],
])("%s collide", (_what, ...patterns) => {
  expect(told(...patterns)).toEqual(collides(1));
  expect(told("other.md", ...patterns.toReversed())).toEqual(collides(2));
});

test.each([
  ["a name and a pattern that matches it", "report.md", "*.md"],
  ["folders that share one", "a/b/c.md", "a/d/*.md"],
  ["a pattern for files and one for folders", "*", "*/x"],
  ["everything and a file", "**", "a"],
])("%s do not collide", (_what, ...patterns) => {
  expect(told(...patterns)).toEqual([]);
});

test("what the output schema marks collides with what runner.json names", () => {
  const output = { properties: { a: { "x-type": "file", "x-filename": "REPORT.md" } } };
  const tree = skillWith({ "demo/assets/output.schema.json": output });
  expect(places(judgePackage(filesOf(tree), "autoskill").problems)).toEqual([
    "PACKAGE_ARTIFACT_COLLISION demo/assets/output.schema.json /properties/a",
  ]);
});
