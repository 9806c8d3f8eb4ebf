import { describe, expect, test } from "vitest";
import type { JsonObject } from "../schema/json.ts";
import { filesOf, runnerWith } from "../testing/skill-package.ts";
import { judgePackage } from "./judge-package.ts";

function judge(template: string, parameter?: JsonObject) {
  const tree = runnerWith({ engines: ["codex"], entrypoint: { prompts: { codex: template } } });
  const changed = parameter === undefined ? tree : { ...tree, "demo/assets/parameter.schema.json": parameter };
  return judgePackage(filesOf(changed), "autoskill");
}
const told = (template: string, parameter?: JsonObject) =>
  judge(template, parameter).problems.map(({ code, severity, message, hint }) => [code, severity, message, hint]);

describe("a prompt template", () => {
  test("may use what every run has, what it sets itself, and members that the schemas describe", () => {
    const template = `{% set n = parameter.limit %}{% for i in range(n) %}{{ loop.index }} {{ input.table }}{% endfor %}
      {{ input["notes"] }} {{ skill_id }} {{ run_dir }} {{ skill_dir | upper }} {{ parameter.items() | tojson }}`;
    expect(judge(template)).toMatchObject({ valid: true, problems: [] });
  });

  test("has to parse", () => {
    expect(told("One\n  {% if input %}")).toEqual([
      [
        "PACKAGE_TEMPLATE_SYNTAX",
        "error",
        "The template cannot be used: at line 2, column 3, `{% if %}` has no end.",
        null,
      ],
    ]);
    expect(judge("{{").problems[0]).toMatchObject({
      entry: "demo/assets/runner.json",
      pointer: "/entrypoint/prompts/codex",
      line: 11,
    });
  });

  test("may not name variables that no run has", () => {
    expect(told("{{ skil_id }} {{ rundir }}\n{{ foo }}")).toEqual(
      [
        ["skil_id", "line 1, column 1", "Did you mean `skill_id`?"],
        ["rundir", "line 1, column 15", "Did you mean `run_dir`?"],
        ["foo", "line 2, column 1", "There is: input, parameter, skill_id, run_dir, skill_dir."],
      ].map(([name, at, hint]) => [
        "PACKAGE_TEMPLATE_VARIABLE",
        "error",
        `The template names the variable \`${name}\`, which there is not, at ${at}.`,
        hint,
      ]),
    );
    expect(judge("{{ foo is defined }}{{ bar | default(1) }}").valid).toBe(true);
  });

  test("is warned of when it names an input or a parameter that no schema describes, a filter or a test", () => {
    const problems = told("{{ input.tabel }}{{ parameter['limt'] }}{{ input | uper }}{{ parameter is defind }}");
    expect(problems.map(([code, severity, , hint]) => [code, severity, hint])).toEqual([
      ["PACKAGE_TEMPLATE_MEMBER", "warning", "Did you mean `table`?"],
      ["PACKAGE_TEMPLATE_MEMBER", "warning", "Did you mean `limit`?"],
      ["PACKAGE_TEMPLATE_FILTER", "warning", "Did you mean `upper`?"],
      ["PACKAGE_TEMPLATE_FILTER", "warning", "Did you mean `defined`?"],
    ]);
    expect(judge("{{ input.x }}").valid).toBe(true);
  });

  test("is not held to a schema that names parameters by pattern, or that cannot be read", () => {
    expect(told("{{ parameter.x }}", { patternProperties: { "^x": {} } })).toEqual([]);
    expect(told("{{ parameter.x }}", { type: 5 }).map(([code]) => code)).toEqual(["SCHEMA_INVALID"]);
  });

  test("gets a bounded number of problems", () => {
    const names = Array.from({ length: 500 }, (_, index) => `{{ x${index} }}`);
    expect(told(names.join(""))).toHaveLength(50);
  });
});
