import { describe, expect, test } from "vitest";
import { filesOf, skillWith } from "../testing/skill-package.ts";
import type { Tree } from "../testing/skill-package.ts";
import { LONGEST_FRONT_MATTER } from "./front-matter.ts";
import { packageView } from "./package-view.ts";
import { PROFILES } from "./profiles.ts";
import { readSkillMd } from "./skill-md-rules.ts";

const view = (changes: Tree) => packageView(filesOf(skillWith(changes)), "demo/");
const read = (text: Tree[string]) => readSkillMd(view({ "demo/SKILL.md": text }), PROFILES.autoskill.skillMd, false);

describe("readSkillMd()", () => {
  test.each([
    "---\nname: demo\ndescription: d\n---\n# Demo\n",
    "---\r\nname: demo\r\ndescription: d\r\n---\r\n",
    "---\nname: demo\ndescription: d\n---",
    "\uFEFF--- \nname: 'demo'\ndescription: d\n--- \n",
    "---\nname: demo\ndescription: |-\n  d\n---\ntext\n---\nmore\n",
    "---\rname: demo\rdescription: d\r---\r# Demo\r",
    "---\nname: demo\ndescription: d\nversion: 3\nauthor: {name: x}\n---\n",
  ])("reads %j", (text) => {
    expect(read(text)).toMatchObject({ path: "SKILL.md", name: "demo", description: "d", problems: [] });
  });

  test("takes `---` inside a value for a part of it", () => {
    expect(read("---\nname: demo\ndescription: a --- b\n---\n").description).toBe("a --- b");
    expect(read("---\nname: demo\ndescription: |\n  ---\n  b\n---\n").description).toBe("---\nb\n");
  });

  test.each<[Tree[string], string, number | null]>([
    ["# Demo\n", "PACKAGE_FRONT_MATTER", 1],
    ["", "PACKAGE_FRONT_MATTER", 1],
    ["---\nname: demo\n", "PACKAGE_FRONT_MATTER", 1],
    ["---\n---\n", "PACKAGE_FRONT_MATTER", 2],
    ["---\n- a\n---\n", "PACKAGE_FRONT_MATTER", 2],
    ["---\nname: demo\nname: x\n---\n", "SCHEMA_YAML_DUPLICATE_KEY", 3],
    ["---\nname: demo\nx: *y\n---\n", "SCHEMA_YAML_ALIAS", 3],
    ["---\nname: demo\n\tx: y\n---\n", "SCHEMA_YAML_INVALID", 3],
    ["---\nname: demo\ndescription: a\u0000b\n---\n", "SCHEMA_YAML_INVALID", 3],
    ['---\nname: demo\nx: "\u001B[2J"\n---\n', "SCHEMA_YAML_INVALID", 3],
    [new Uint8Array([0xff]), "SCHEMA_TEXT_ENCODING", null],
    ["---\ndescription: d\n---\n", "PACKAGE_FIELD_MISSING", 2],
    ["---\nname:\ndescription: d\n---\n", "PACKAGE_FIELD_MISSING", 2],
    ["---\ndescription: d\nname: 5\n---\n", "PACKAGE_FIELD_TYPE", 3],
    ["---\nname: demo\ndescription: [d]\n---\n", "PACKAGE_FIELD_TYPE", 3],
  ])("refuses %j", (text, code, line) => {
    expect(read(text).problems).toMatchObject([{ code, entry: "demo/SKILL.md", line }]);
  });

  test("reads front matter up to its limit, and none beyond", () => {
    const filled = (length: number) => `---\nname: demo\ndescription: ${"d".repeat(length - 24)}\n---\n`;
    expect(read(filled(LONGEST_FRONT_MATTER)).problems).toEqual([]);
    expect(read(filled(LONGEST_FRONT_MATTER + 20)).problems).toMatchObject([{ code: "PACKAGE_FRONT_MATTER" }]);
  });
});

describe("readSkillMd() for a profile where vendors add fields", () => {
  const told = (text: string, every: boolean) =>
    readSkillMd(view({ "demo/SKILL.md": text }), PROFILES.autoskill.skillMd, every).problems;

  test("tells a field that is one slip away from a known one, with that name", () => {
    const text = "---\nname: demo\ndescription: d\nlicence: MIT\nauthor: x\n---\n";
    expect(told(text, false)).toMatchObject([
      {
        code: "PACKAGE_FIELD_UNKNOWN",
        severity: "warning",
        line: 4,
        pointer: "/licence",
        hint: "Did you mean `license`?",
      },
    ]);
    expect(told(text, true).map(({ pointer }) => pointer)).toEqual(["/licence", "/author"]);
  });

  test("tells no field for the misspelling of one that is there", () => {
    expect(told("---\nname: demo\ndescription: d\nlicense: MIT\nlicence: MIT\n---\n", false)).toEqual([]);
  });
});
