import { problem, type Problem } from "@mayfly/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { githubFormat } from "./github-format.ts";
import type { JudgedPackage } from "./judged-package.ts";

function judged(target: string, isFolder: boolean, problems: readonly Problem[]): JudgedPackage {
  const report = {
    schema_version: 1,
    file: target,
    valid: false,
    profile: "autoskill",
    problems,
    package: null,
  } as const;
  return { target, report, isFolder, excerpts: () => new Map() };
}

const WRONG = problem("PACKAGE_VERSION", "The version does not parse.", {
  entry: "my-skill/assets/runner.json",
  line: 3,
  column: 14,
  pointer: "/version",
  hint: "Write `1.0.0`.",
});

function commands(target: string, isFolder: boolean, ...problems: readonly Problem[]): readonly string[] {
  return githubFormat().judged(judged(target, isFolder, problems));
}

describe("githubFormat()", () => {
  test("annotates the file of a folder", () => {
    expect(commands("skills/my-skill", true, WRONG)).toEqual([
      "::error file=skills/my-skill/assets/runner.json,line=3,col=14,title=PACKAGE_VERSION::" +
        "The version does not parse. Write `1.0.0`.",
    ]);
  });

  test("annotates an archive at itself, and names the entry in the sentence", () => {
    expect(commands("my-skill.zip", false, { ...WRONG, severity: "warning", hint: null })).toEqual([
      "::warning file=my-skill.zip,title=PACKAGE_VERSION::" +
        "my-skill/assets/runner.json:3:14: The version does not parse.",
    ]);
    expect(commands("-", false, problem("PACKAGE_EMPTY", "The package holds no file."))).toEqual([
      "::error title=PACKAGE_EMPTY::The package holds no file.",
    ]);
  });

  test("escapes what would end a property, the command or the line", () => {
    const message = "100%\r\n::add-mask::x %0A::error::y";
    expect(commands("a,b:c", false, problem("PACKAGE_EMPTY", message))).toEqual([
      "::error file=a%2Cb%3Ac,title=PACKAGE_EMPTY::100%25%0D%0A::add-mask::x %250A::error::y",
    ]);
  });

  test("lets nothing of a package start a command of its own: law", () => {
    const part = fc.constantFrom(
      "::",
      "%0A",
      "\n",
      "\r",
      "##[",
      "::set-env name=x::",
      ",",
      ":",
      "a",
      "\u2028",
      "\u001B",
    );
    const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, text, text, (target, entry, message, hint) => {
        for (const isFolder of [true, false]) {
          const told = problem("PACKAGE_EMPTY", message, { entry, hint, line: 1, column: 1 });
          const lines = commands(target, isFolder, told)
            .join("\n")
            .split(/[\r\n]/);
          expect(lines).toHaveLength(1);
          const [, properties = ""] = /^::error ([^\n]*?)::/.exec(lines[0] ?? "") ?? [];
          expect(properties).toMatch(/^(?:file=[^,:]*,)?(?:line=1,col=1,)?title=PACKAGE_EMPTY$/);
        }
      }),
    );
  });

  test("ends with a line that is no command", () => {
    expect(githubFormat().end({ valid: 1, refused: 2, unreadable: 0 })).toEqual(["1 valid, 2 refused"]);
  });
});
