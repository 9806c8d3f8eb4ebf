// Do the pages about archives say what the code does?
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROBLEM_CODES } from "@mayfly/core";
import { afterAll, describe, expect, test } from "vitest";
import { blocksOf } from "./testing/blocks.ts";
import { aQuietClone } from "./testing/clone.ts";

const page = (name: string): string => readFileSync(join(import.meta.dirname, name), "utf8");

describe("zip safety", () => {
  const text = page("explanation/zip-safety.md");

  test("names every code of paths and archives, and no other", () => {
    const named = new Set([...text.matchAll(/`((?:ARCHIVE|PATH)_[A-Z0-9_]+)`/g)].map(([, code]) => code));
    const codes = Object.keys(PROBLEM_CODES).filter((code) => /^(?:ARCHIVE|PATH)_/.test(code));
    expect(named).toEqual(new Set(codes));
  });

  test("has the rule of each code in the row that the code itself cites", () => {
    for (const [code, meaning] of Object.entries(PROBLEM_CODES)) {
      const [, cited = ""] = /\(zip ([^)]+)\)/.exec(meaning) ?? [];
      for (const rule of cited.split(", ").filter(Boolean)) {
        const row = text.split("\n").find((line) => line.startsWith(`| ${rule} |`));
        expect([code, rule, row]).toEqual([code, rule, expect.stringContaining(`\`${code}\``)]);
      }
    }
  });
});

describe("check archives", () => {
  const clone = aQuietClone();
  afterAll(() => clone.remove());
  const name = "how-to/check-archives.md";

  test("works as it is written, from packing to normalising", () => {
    const [packed, inspected, json, normalised] = clone.follow(name);
    expect(packed).toMatch(/^prime-check\.zip {2}\d+ files, /);
    expect(inspected).toMatch(/^✓ accepted {2}prime-check\.zip {2}\d+ files, /);
    const found = JSON.parse(json ?? "") as object;
    const fields = [...page(name).matchAll(/^\| `(\w+)` \|/gm)].map(([, field]) => field);
    expect(Object.keys(found)).toEqual(fields);
    expect(normalised).toMatch(/^clean\.zip {2}\d+ files in /);
  });

  test("works in code, on a file and on a blob", () => {
    const { file = "", blob = "" } = blocksOf(name);
    writeFileSync(join(clone.path, "file.ts"), file);
    const use = `
      import { readFileSync } from "node:fs";
      console.log(await isSafe(new Blob([readFileSync("prime-check.zip")])), await isSafe(new Blob(["no zip"])));`;
    writeFileSync(join(clone.path, "blob.ts"), `${blob}${use}`);
    const ran = ["file.ts", "blob.ts"].map((file) => {
      const args = ["--conditions=@mayfly/source", file];
      return spawnSync(process.execPath, args, { cwd: clone.path, encoding: "utf8" });
    });
    expect(ran.map(({ stderr }) => stderr)).toEqual(["", ""]);
    expect(ran[0]?.stdout).toMatch(/^accepted \d+\n$/);
    expect(ran[1]?.stdout).toBe("true false\n");
  });
});
