import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesOf, places } from "../testing/skill-package.ts";
import type { Tree } from "../testing/skill-package.ts";
import { agentSkillName, agentSkillNameFaults } from "./agent-skill-name.ts";
import { examinePackage } from "./judge-package.ts";
import type { PackageReport } from "./report.ts";
import { AGENT_SKILLS } from "../testing/agent-skills.ts";

function judge(tree: Tree, unknownFields?: "refuse" | "warn"): PackageReport {
  return examinePackage(filesOf(tree), {
    profile: "agent-skill",
    ...(unknownFields === undefined ? {} : { unknownFields }),
  }).report;
}

const skill = (frontMatter: string, folder = "pdf-processing"): Tree => ({
  [`${folder}/SKILL.md`]: `---\n${frontMatter}\n---\n\n# Steps\n`,
});
const told = (tree: Tree): string[] =>
  judge(tree).problems.map(({ code, line, pointer }) => `${code} ${line ?? "-"} ${pointer ?? ""}`);

describe("the profile `agent-skill`", () => {
  test("needs SKILL.md alone, and tells what the skill is called and is for", () => {
    const report = judge({
      ...skill("name: pdf-processing\ndescription: Reads PDF files."),
      "pdf-processing/assets/runner.json": "never looked at",
      "pdf-processing/scripts/read.py": "pass\n",
    });
    expect(report).toMatchObject({ valid: true, profile: "agent-skill", problems: [] });
    expect(report.package).toMatchObject({
      id: "pdf-processing",
      name: "pdf-processing",
      description: "Reads PDF files.",
      version: null,
      engines: [],
      schemas: null,
      files: 3,
    });
  });

  test("tells every mistake at once, each with its line", () => {
    const long = "x".repeat(1025);
    const text = `name: -PDF--Processing!\ndescription: ${long}\ncompatibility: ${long}\nlicence: MIT\nlicense:\n  - MIT`;
    expect(told(skill(text, "pdf"))).toEqual([
      "PACKAGE_NAME 2 /name",
      "PACKAGE_NAME 2 /name",
      "PACKAGE_NAME 2 /name",
      "PACKAGE_NAME 2 /name",
      "PACKAGE_FIELD_TOO_LONG 3 /description",
      "PACKAGE_FIELD_TOO_LONG 4 /compatibility",
      "PACKAGE_FIELD_TYPE 7 /license",
      "PACKAGE_FIELD_UNKNOWN 5 /licence",
      "PACKAGE_IDENTITY 2 /name",
    ]);
  });

  test("refuses fields that nobody knows, unless the caller takes them", () => {
    const tree = skill("name: pdf-processing\ndescription: d\nversion: 1.0.0");
    expect(judge(tree).valid).toBe(false);
    expect(judge(tree, "warn")).toMatchObject({
      valid: true,
      problems: [{ code: "PACKAGE_FIELD_UNKNOWN", severity: "warning", line: 4 }],
    });
  });

  test("counts characters as the standard does: code points", () => {
    const of = (length: number) => skill(`name: pdf-processing\ndescription: ${"𝕏".repeat(length)}`);
    expect(told(of(1024))).toEqual([]);
    expect(told(of(1025))).toEqual(["PACKAGE_FIELD_TOO_LONG 3 /description"]);
  });

  test.each(AGENT_SKILLS.map(({ what, folder, file, text, valid }) => [what, { folder, file, text, valid }] as const))(
    "judges %s as the reference does",
    (_, { folder, file, text, valid }) => {
      const report = judge({ [`${folder}/${file}`]: text });
      expect([report.valid, places(report.problems)]).toEqual([valid, expect.anything()]);
    },
  );
});

describe("agentSkillNameFaults()", () => {
  test("finds a fault exactly where a name is not lower-case words of letters and digits between single hyphens", () => {
    const letters = fc.constantFrom(
      "a",
      "z",
      "ä",
      "中",
      "я",
      "7",
      "٣",
      "-",
      "A",
      "Ä",
      " ",
      "_",
      ".",
      "/",
      "\u0301",
      "😀",
    );
    const names = fc.array(letters, { maxLength: 8 }).map((all) => agentSkillName(all.join("")));
    fc.assert(
      fc.property(names, (name) => {
        const good = name === "" || (/^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u.test(name) && name === name.toLowerCase());
        expect(agentSkillNameFaults(name).length === 0).toBe(good);
      }),
    );
  });
});
