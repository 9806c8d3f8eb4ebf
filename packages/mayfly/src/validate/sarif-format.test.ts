import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { DEFAULT_PACKAGE_LIMITS, problem, warning, type Problem } from "@mayfly/core";
import { Ajv } from "ajv";
import { afterAll, describe, expect, test } from "vitest";
import { packagesOnDisk } from "../testing/package-on-disk.ts";
import { judgeTarget } from "./judge-target.ts";
import type { JudgedPackage } from "./judged-package.ts";
import { judgingOptions } from "./judging-options.ts";
import { sarifFormat } from "./sarif-format.ts";

const packages = packagesOnDisk();
afterAll(() => packages.remove());

/** The schema of the standard, as its makers ship it; Ajv knows the draft it is written in by no name. */
const rules = Object.fromEntries(Object.entries(schema).filter(([name]) => name !== "id" && name !== "$schema"));
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(rules);

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { id: string; help: { text: string } }[] } };
    readonly invocations: readonly object[];
    readonly results: readonly {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: object[];
    }[];
  }[];
}

function document(...judged: readonly JudgedPackage[]): Sarif {
  const format = sarifFormat();
  const lines = judged.flatMap((each) => format.judged(each));
  lines.push(...format.end({ valid: 0, refused: judged.length, unreadable: 0 }));
  expect(lines).toHaveLength(1);
  const parsed: unknown = JSON.parse(lines[0] ?? "");
  expect([isSarif(parsed), isSarif.errors]).toEqual([true, null]);
  return parsed as Sarif;
}

function told(target: string, isFolder: boolean, problems: readonly Problem[]): JudgedPackage {
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

describe("sarifFormat()", () => {
  test("gives one document that holds to the schema for packages of any kind", async () => {
    const flags = { profile: "autoskill", strict: false, lenient: false, limits: DEFAULT_PACKAGE_LIMITS } as const;
    const { folder, zip } = packages.make("broken", { runner: { version: "one", engines: [], extra: 1 } });
    const judged = [];
    for (const target of [folder, zip]) judged.push((await judgeTarget(target, judgingOptions(flags)))._unsafeUnwrap());
    const [run] = document(...judged).runs;
    const rules = run?.tool.driver.rules ?? [];
    expect(run?.results.length).toBeGreaterThanOrEqual(6);
    for (const { ruleId, ruleIndex, level } of run?.results ?? []) {
      expect(rules[ruleIndex]?.id).toBe(ruleId);
      expect(["error", "warning"]).toContain(level);
    }
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(run?.invocations).toEqual([{ executionSuccessful: true }]);
  });

  test("places a problem of a folder in its file, and one of an archive at the archive and its entry", () => {
    const place = { entry: "skill/a b.json", line: 2, column: 3, pointer: "/x" };
    const wrong = problem("PACKAGE_VERSION", "Wrong.", { ...place, hint: "Mend it." });
    const whole = warning("PACKAGE_EMPTY", "Empty.");
    const [run] = document(
      told("skill", true, [wrong]),
      told("s.zip", false, [wrong, whole]),
      told("-", false, [whole]),
    ).runs;
    expect(run?.results.map(({ locations }) => locations[0])).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "skill/a%20b.json" },
          region: { startLine: 2, startColumn: 3 },
        },
      },
      {
        physicalLocation: { artifactLocation: { uri: "s.zip" } },
        logicalLocations: [{ name: "/x", fullyQualifiedName: "skill/a b.json:2:3", kind: "resource" }],
      },
      { physicalLocation: { artifactLocation: { uri: "s.zip" } } },
      {},
    ]);
    expect(run?.results[0]?.message.text).toBe("Wrong. Mend it.");
    expect(run?.tool.driver.rules[0]?.help.text).toBe("A version that does not parse as MAJOR.MINOR.PATCH.");
  });

  test("makes no link of what a package says", () => {
    const [run] = document(told("s.zip", false, [problem("PACKAGE_EMPTY", "[here](https://x) list[0]")])).runs;
    expect(run?.results[0]?.message.text).toBe("[here\\](https://x) list[0]");
  });

  test("says when something could not be read", () => {
    const [line = ""] = sarifFormat().end({ valid: 0, refused: 0, unreadable: 1 });
    expect((JSON.parse(line) as Sarif).runs[0]?.invocations).toEqual([{ executionSuccessful: false }]);
  });
});
