import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_PACKAGE_LIMITS } from "@mayfly/core";
import { afterAll, describe, expect, test } from "vitest";
import type { Paint } from "../archives/show-inspection.ts";
import { packagesOnDisk } from "../testing/package-on-disk.ts";
import { judgeTarget } from "./judge-target.ts";
import { judgingOptions } from "./judging-options.ts";
import { textFormat } from "./text-format.ts";

const packages = packagesOnDisk();
afterAll(() => packages.remove());
const plain: Paint = (_, text) => text;
const flags = { profile: "autoskill", strict: false, lenient: false, limits: DEFAULT_PACKAGE_LIMITS } as const;

/** What is written for `target`, where `HERE` stands for the folder of the packages. */
async function written(target: string, paint = plain): Promise<string> {
  const judged = (await judgeTarget(target, judgingOptions(flags)))._unsafeUnwrap();
  return textFormat(paint).judged(judged).join("\n").replaceAll(packages.path, "HERE");
}

describe("textFormat()", () => {
  test("says in a few lines what a good package promises", async () => {
    const input = {
      type: "object",
      properties: { table: { extensions: [".csv", ".tsv"] }, note: {} },
      required: ["note"],
    };
    const files = { "assets/input.schema.json": JSON.stringify(input) };
    const { zip } = packages.make("good", { files });
    expect(await written(zip)).toMatch(
      new RegExp(
        [
          "^✓ valid {2}HERE/good\\.zip",
          " {2}skill {7}good 1\\.0\\.0",
          " {2}engines {5}script",
          " {2}inputs {6}table \\(\\.csv \\.tsv, optional\\), note",
          " {2}artifacts {3}note\\.txt \\(optional\\)",
          " {2}content {5}6 files, [\\d.]+ k?B",
          " {2}sha256 {6}[0-9a-f]{64}",
          "$",
        ].join("\n"),
      ),
    );
  });

  test("tells a problem of a folder at the file's own path, with its line and a caret", async () => {
    const { folder } = packages.make("one", { runner: { version: "one" } });
    const said = await written(folder);
    expect(said).toContain(
      `  at ${join("HERE", "one", "assets", "runner.json")}:1:23\n  1 | {"id":"one","version":"one",`,
    );
    const [, source = "", caret = ""] = /\n(.*\|.*"version".*)\n(.*\|.*\^)\n/.exec(said) ?? [];
    expect(source.slice(caret.indexOf("^"))).toMatch(/^"one"/);
    expect(said).toContain("\n\n✗ refused  HERE/one  1 error");
  });

  test("tells a problem of an archive at its entry", async () => {
    const { zip } = packages.make("two", { files: { "SKILL.md": "---\nname: [two]\ndescription: x\n---\n" } });
    expect(await written(zip)).toMatch(
      /^error\[PACKAGE_FIELD_TYPE\]: .*\n {2}at HERE\/two\.zip: two\/SKILL\.md:2:7\n {2}2 \| name: \[two\]\n {4}\| {7}\^\n {2}hint: /,
    );
  });

  test("shows so many problems of one code, and counts the others", async () => {
    const extra = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`field${index}`, 1]));
    const { zip } = packages.make("many", { runner: extra });
    const said = await written(zip);
    expect(said.match(/\[PACKAGE_FIELD_UNKNOWN\]/g)).toHaveLength(20);
    expect(said).toContain("PACKAGE_FIELD_UNKNOWN: 10 more; --format json has all.\n");
    expect(said).toContain("30 warnings");
  });

  test("lets nothing of a package reach the terminal as it is", async () => {
    const evil = "\u001B[2J\u202E\u0007";
    const files = { "SKILL.md": `---\nname: "evil"\n"na${evil}me": [1\n---\n`, [`${evil}.txt`]: "x" };
    const { folder, zip } = packages.make("evil", { files, runner: { [evil]: evil, version: evil } });
    const renamed = join(packages.path, `${evil}.zip`);
    copyFileSync(zip, renamed);
    for (const target of [folder, zip, renamed]) {
      const said = await written(target);
      expect(said).toContain("\\u{1B}");
      expect(said).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2028\u2029]/);
    }
  });

  test("counts packages when there are several", () => {
    const { end } = textFormat(plain);
    expect(end({ valid: 1, refused: 0, unreadable: 0 })).toEqual([]);
    expect(end({ valid: 1, refused: 2, unreadable: 3 })).toEqual(["1 valid, 2 refused, 3 could not be read"]);
  });

  test("paints severities", async () => {
    const { zip } = packages.make("painted", { runner: { version: "one" } });
    expect(await written(zip, (style, text) => `<${String(style)}>${text}</>`)).toContain(
      "<red>error[PACKAGE_VERSION]</>: <bold>",
    );
  });
});
