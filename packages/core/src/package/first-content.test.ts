// Does a package that is written from the hints alone become a good one?
import { expect, test } from "vitest";
import type { JsonObject } from "../schema/json.ts";
import { filesOf } from "../testing/skill-package.ts";
import type { Tree } from "../testing/skill-package.ts";
import { judgePackage } from "./judge-package.ts";

/** What stands between the backticks of a hint. */
function quoted(hint: string | null): string[] {
  return [...(hint ?? "").matchAll(/`([^`]*)`/g)].map(([, text = ""]) => text);
}

test("a package is good after as many rounds of hints as there are kinds of files", () => {
  const tree: Record<string, Tree[string]> = { "demo/notes.txt": "What I want." };
  const rounds: string[][] = [];
  for (;;) {
    const { problems, valid } = judgePackage(filesOf(tree), "autoskill");
    rounds.push(problems.map(({ code }) => code));
    if (valid) break;
    for (const { code, entry, message, hint } of problems) {
      const [, named = ""] = /"([^"]+)"/.exec(message) ?? [];
      if (code === "PACKAGE_SKILL_MD_MISSING") tree[entry ?? ""] = quoted(hint).join("\n");
      if (code === "PACKAGE_RUNNER_MISSING") tree[entry ?? ""] = quoted(hint)[0] ?? "";
      if (code === "PACKAGE_SCHEMA_MISSING") tree[`demo/${named}`] = JSON.parse(quoted(hint)[0] ?? "") as JsonObject;
      if (code === "PACKAGE_SCRIPT_MISSING") tree[`demo/${named}`] = "process.stdin.resume();\n";
    }
  }
  expect(rounds).toEqual([
    ["PACKAGE_SKILL_MD_MISSING", "PACKAGE_RUNNER_MISSING"],
    ["PACKAGE_SCRIPT_MISSING", "PACKAGE_SCHEMA_MISSING", "PACKAGE_SCHEMA_MISSING", "PACKAGE_SCHEMA_MISSING"],
    [],
  ]);
});
