// Does the reference implementation of the Agent Skills standard say what we recorded of it, where it is installed?
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { AGENT_SKILLS, type AgentSkill } from "../testing/agent-skills.ts";
import { codes, filesOf } from "../testing/skill-package.ts";
import { examinePackage } from "./judge-package.ts";

/** A Python that has `skills-ref`: `SKILLS_REF_PYTHON`, or the first on the path. */
const python = process.env["SKILLS_REF_PYTHON"] ?? "python3";

/** Validates every folder named on the command line; prints one line each: what is wrong, as JSON. */
const PROGRAM = `
import json, sys
from pathlib import Path
from skills_ref.validator import validate
for folder in sys.argv[1:]:
    print(json.dumps(validate(Path(folder))))
`;

const values = fc.constantFrom(
  ...[
    "pdf",
    " pdf",
    '"pdf"',
    "'pdf'",
    "PDF",
    "p-d-f",
    "123",
    "true",
    "null",
    "~",
    "",
    '""',
    "a: b",
    "a #b",
    "- a",
    "? a",
  ],
  ...[
    "|\n  pdf",
    ">-\n  pdf",
    "[a]",
    "{a: b}",
    "\n  a: b",
    "\n  - a",
    "&x pdf",
    "*x",
    "!t pdf",
    "@a",
    "`a`",
    "%a",
    "\n  a:\n    - b",
  ],
);
const names = fc.constantFrom(
  "name",
  "description",
  "license",
  "compatibility",
  "metadata",
  "allowed-tools",
  "Name",
  "x",
);
const line = fc.tuple(names, values).map(([name, value]) => `${name}: ${value}`);
/** Mostly good, so that one odd line decides. */
const frontMatters = fc
  .tuple(fc.array(line, { maxLength: 3 }), fc.boolean(), fc.boolean())
  .map(([odd, named, described]) => [
    ...(named ? ["name: pdf"] : []),
    ...odd,
    ...(described ? ["description: Reads PDF files."] : []),
  ]);

const installed = spawnSync(python, ["-c", "import skills_ref"]).status === 0;
if (!installed) console.log(`skipped because ${python} has no skills-ref (pip install skills-ref==0.1.1)`);

describe.skipIf(!installed)("the reference implementation", () => {
  let root = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "mayfly-agent-skills-"));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  /** What it finds wrong with each skill, as JSON. */
  function ask(what: string, skills: readonly Pick<AgentSkill, "folder" | "file" | "text">[]): string[] {
    const folders = skills.map(({ folder, file, text }, index) => {
      const path = join(root, what, String(index), folder);
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, file), text);
      return path;
    });
    const asked = spawnSync(python, ["-c", PROGRAM, ...folders], { encoding: "utf8", maxBuffer: 2 ** 26 });
    expect(asked.stderr).toBe("");
    return asked.stdout.trimEnd().split("\n");
  }

  test("says what is recorded of it, for every skill", () => {
    const verdicts = ask("recorded", AGENT_SKILLS).map((line, index) => [AGENT_SKILLS[index]?.what, line === "[]"]);
    expect(verdicts).toEqual(AGENT_SKILLS.map(({ what, valid }) => [what, valid]));
  });

  test("judges front matters that nobody thought of as we do", () => {
    const texts = fc.sample(frontMatters, { numRuns: 400, seed: 4 });
    const skills = texts.map((lines) => ({ folder: "pdf", file: "SKILL.md", text: `---\n${lines.join("\n")}\n---\n` }));
    const differing = ask("sampled", skills).flatMap((line, index) => {
      const { text = "" } = skills[index] ?? {};
      const ours = examinePackage(filesOf({ "pdf/SKILL.md": text }), { profile: "agent-skill" }).report;
      return ours.valid === (line === "[]") ? [] : [{ text, theirs: line, ours: codes(ours.problems) }];
    });
    expect(differing).toEqual([]);
  });
});
