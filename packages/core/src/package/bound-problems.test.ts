import { expect, test } from "vitest";
import { problem, warning } from "../problem/problem.ts";
import { filesOf, runnerWith, skillWith } from "../testing/skill-package.ts";
import { boundProblems } from "./bound-problems.ts";
import { judgePackage } from "./judge-package.ts";

const warnings = (count: number) =>
  Array.from({ length: count }, (_, index) => warning("PACKAGE_FIELD_UNKNOWN", `Number ${index}.`));

test("`boundProblems()` keeps a thousand problems, and tells of the rest by their gravest", () => {
  expect(boundProblems(warnings(1000))).toEqual(warnings(1000));
  const more = boundProblems(warnings(1005));
  expect(more.slice(0, 1000)).toEqual(warnings(1000));
  expect(more.slice(1000)).toEqual([
    warning("PACKAGE_TOO_MANY_PROBLEMS", "There are 5 more problems than the 1000 that a report tells."),
  ]);
  const withError = boundProblems([...warnings(1000), problem("PACKAGE_VERSION", "Wrong.")]);
  expect(withError.at(-1)?.severity).toBe("error");
});

test("a report tells a thousand problems at most, and is no better for it", () => {
  const properties = Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`${index}/`, {}]));
  const report = judgePackage(filesOf(skillWith({ "demo/assets/input.schema.json": { properties } })), "autoskill");
  expect(report.problems).toHaveLength(1001);
  expect(report.problems.at(-1)?.code).toBe("PACKAGE_TOO_MANY_PROBLEMS");
  expect(report.valid).toBe(false);
});

test.each([
  ["engines", { engines: Array.from({ length: 101 }, (_, index) => `e${index}`) }, "/engines"],
  [
    "artifacts",
    { artifacts: Array.from({ length: 1001 }, (_, index) => ({ role: "a", pattern: `a${index}` })) },
    "/artifacts",
  ],
  [
    "prompts",
    { entrypoint: { prompts: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`e${index}`, ""])) } },
    "/entrypoint/prompts",
  ],
])("a package with too many %s is told so once", (_what, fields, pointer) => {
  const { problems } = judgePackage(filesOf(runnerWith({ engines: ["x"], ...fields })), "autoskill");
  expect(problems).toMatchObject([{ code: "PACKAGE_FIELD_TYPE", pointer }]);
});

test("of a thousand unknown fields the first are told", () => {
  const fields = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}`, 1]));
  expect(judgePackage(filesOf(runnerWith(fields)), "autoskill").problems).toHaveLength(50);
});
