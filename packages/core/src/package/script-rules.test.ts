import { describe, expect, test } from "vitest";
import { filesOf, runnerWith, skillWith } from "../testing/skill-package.ts";
import { judgePackage } from "./judge-package.ts";
import { scriptInterpreter, scriptLanguage } from "./script-program.ts";

const PLACE = { entry: "demo/assets/runner.json", pointer: "/entrypoint/script" };

function judge(script: string, content: string | Uint8Array) {
  const tree = { ...runnerWith({ entrypoint: { script } }), [`demo/${script}`]: content };
  return judgePackage(filesOf(tree), "autoskill").problems;
}

describe("the program of a package", () => {
  test.each([
    ["run.mjs", "x"],
    ["run.PY", "x"],
    ["bin/run.sh", "x"],
    ["run", "#!/bin/sh\n"],
    ["run.rb", "#!/usr/bin/env ruby\n"],
    ["run", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2])],
    ["run", new Uint8Array(2 * 1024 * 1024)],
  ])("can be started as %s", (script, content) => {
    expect(judge(script, content)).toEqual([]);
  });

  test.each([
    ["run.ts", "x"],
    ["run.MTS", "#!/usr/bin/env node\n"],
    ["run.mjs", ""],
  ])("cannot be started as %s", (script, content) => {
    expect(judge(script, content)).toMatchObject([
      { code: "PACKAGE_SCRIPT_NOT_RUNNABLE", severity: "error", ...PLACE },
    ]);
  });

  test("may be one that only its mode makes run, which an archive may lose", () => {
    for (const script of ["run", "run.rb", ".py"]) {
      expect(judge(script, "x")).toMatchObject([
        { code: "PACKAGE_SCRIPT_NOT_RUNNABLE", severity: "warning", ...PLACE },
      ]);
    }
  });

  test("is told as missing only once", () => {
    const tree = skillWith({ "demo/run.mjs": null });
    expect(judgePackage(filesOf(tree), "autoskill").problems).toMatchObject([{ code: "PACKAGE_SCRIPT_MISSING" }]);
  });
});

test.each([
  ["a.mjs", "javascript"],
  ["x/a.CJS", "javascript"],
  ["a.b.ts", "typescript"],
  ["a.py", "python"],
  ["a.sh", "shell"],
  [".sh", "other"],
  ["x.py/a", "other"],
  ["a.constructor", "other"],
  ["a.", "other"],
  ["", "other"],
])("`scriptLanguage()` of %j", (script, language) => {
  expect(scriptLanguage(script)).toBe(language);
});

test.each([
  ["#!/bin/sh", ["/bin/sh"]],
  ["#! /usr/bin/env  node  --x y \r\nrest", ["/usr/bin/env", "node  --x y"]],
  ["#!\n", null],
  [" #!/bin/sh", null],
  ["", null],
])("`scriptInterpreter()` of %j", (head, interpreter) => {
  expect(scriptInterpreter(new TextEncoder().encode(head))).toEqual(interpreter);
});
