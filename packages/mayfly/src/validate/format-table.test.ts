import { DEFAULT_PACKAGE_LIMITS } from "@mayfly/core";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { packagesOnDisk } from "../testing/package-on-disk.ts";
import { REPORT_FORMATS } from "./format-table.ts";
import { judgeTarget } from "./judge-target.ts";
import { judgingOptions } from "./judging-options.ts";

const packages = packagesOnDisk();
afterAll(() => packages.remove());
const flags = { profile: "autoskill", strict: false, lenient: false, limits: DEFAULT_PACKAGE_LIMITS } as const;
const ACTS = /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/;

/** Contents that are nearly right, so that problems with a place come up. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        "---\n",
        "name: hurt\n",
        "description: ",
        '{"id":"hurt",',
        '"x":',
        "1}",
        "[",
        "\t",
        "\r",
        "\u202E",
        "\u001B[2J",
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("REPORT_FORMATS", () => {
  test("tell whatever a package says in characters that do nothing: law", async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (skillMd, runner) => {
        const { folder, zip } = packages.make("hurt", { files: { "SKILL.md": skillMd, "assets/runner.json": runner } });
        for (const target of [folder, zip]) {
          const judged = (await judgeTarget(target, judgingOptions(flags)))._unsafeUnwrap();
          for (const [name, create] of Object.entries(REPORT_FORMATS)) {
            const format = create();
            const lines = [...format.judged(judged), ...format.end({ valid: 0, refused: 1, unreadable: 0 })];
            for (const line of lines) expect(line).not.toMatch(ACTS);
            if (name === "json" || name === "sarif") expect(JSON.parse(lines.join(""))).toBeInstanceOf(Object);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
