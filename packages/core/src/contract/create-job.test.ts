import { describe, expect, test } from "vitest";
import { DEFAULT_RUN_OPTIONS } from "../run/run-options.ts";
import { parseCreateJob } from "./create-job.ts";

describe("`parseCreateJob()`", () => {
  test("takes the id of a skill and whatever a run may ask for", () => {
    expect(
      parseCreateJob({ skill_id: "demo", parameter: { a: 1 }, runtime_options: { no_cache: true } })._unsafeUnwrap(),
    ).toEqual({
      skillId: "demo",
      engine: null,
      parameter: { a: 1 },
      model: null,
      options: { ...DEFAULT_RUN_OPTIONS, no_cache: true },
      warnings: [],
    });
  });

  test("refuses a job without a skill, and unknown fields by their names", () => {
    const problems = parseCreateJob({ skill: "demo", runtime_options: { fast: true } })._unsafeUnwrapErr();
    expect(problems.map(({ code, pointer }) => [code, pointer])).toEqual([
      ["REQUEST_INVALID", "/skill_id"],
      ["RUN_OPTION_UNKNOWN", "/runtime_options/fast"],
      ["RUN_FIELD_UNKNOWN", "/skill"],
    ]);
    expect(problems[2]?.hint).toContain("`skill_id`");
  });

  test("ignores with a warning what existing clients send", () => {
    const { warnings } = parseCreateJob({ skill_id: "demo", skill_source: "x" })._unsafeUnwrap();
    expect(warnings.map(({ code }) => code)).toEqual(["RUN_FIELD_IGNORED"]);
  });
});
