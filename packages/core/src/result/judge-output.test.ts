import { describe, expect, test } from "vitest";
import { DEFAULT_PACKAGE_LIMITS } from "../archive/limits.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import { bytesOf, codes, places, runnerWith, skillWith, zipOf } from "../testing/skill-package.ts";
import type { Tree } from "../testing/skill-package.ts";
import { judgeOutput } from "./judge-output.ts";

const OUTPUT = {
  type: "object",
  properties: {
    rows: { type: "integer" },
    chart: { type: "string", "x-type": "artifact" },
    kids: { items: { $ref: "#" } },
  },
  required: ["rows"],
};
const TREE = skillWith({ "demo/assets/output.schema.json": OUTPUT });

function judge(
  output: string | Uint8Array | null,
  artifacts: readonly string[] = ["artifacts/report.md"],
  tree: Tree = TREE,
) {
  const run = {
    package: bufferSource(zipOf(tree)),
    packageLimits: DEFAULT_PACKAGE_LIMITS,
    profile: "autoskill" as const,
  };
  const bytes = output === null ? null : bytesOf(output);
  return judgeOutput(
    { ...run, output: bytes, artifacts },
    { inflate: fflateInflate, checksum: tableCrc32, sha256: nobleSha256 },
  );
}

describe("judgeOutput()", () => {
  test("accepts what the package promised", () => {
    expect(judge('{"rows": 5, "chart": "artifacts/report.md"}')).toEqual({
      data: { rows: 5, chart: "artifacts/report.md" },
      problems: [],
    });
  });

  test.each<[string, string | Uint8Array | null, string[]]>([
    ["no output", null, ["RESULT_OUTPUT_MISSING - -"]],
    ["an empty output", "", ["RESULT_OUTPUT_JSON - "]],
    ["output that is no JSON", "{'rows': 5}", ["RESULT_OUTPUT_JSON - "]],
    ["output that is no text", new Uint8Array([0xff]), ["RESULT_OUTPUT_JSON - -"]],
    ["a number that is none", '{"rows": NaN}', ["RESULT_OUTPUT_JSON - /rows"]],
    ["65 levels", "[".repeat(65) + "]".repeat(65), [`RESULT_OUTPUT_DEPTH - ${"/0".repeat(64)}`]],
  ])("refuses %s and has no data then", (_what, output, expected) => {
    expect(places(judge(output).problems)).toEqual(expected);
    expect(judge(output).data).toBe(null);
  });

  test("keeps the data of an output that is not what its schema promises", () => {
    const { data, problems } = judge('{"rows": "x", "kids": [{}]}');
    expect(data).toEqual({ rows: "x", kids: [{}] });
    expect(places(problems)).toEqual(["RESULT_OUTPUT_SCHEMA - /rows", "RESULT_OUTPUT_SCHEMA - /kids/0"]);
    expect(problems[0]?.message).toBe(
      "The output is not what its schema promises at /rows: must be a whole number, not a string.",
    );
  });

  test("misses required artifacts, and only those", () => {
    const artifacts = [
      { role: "a", pattern: "charts/*.svg", required: true },
      { role: "b", pattern: "b" },
    ];
    const tree = {
      ...TREE,
      ...{ "demo/assets/runner.json": runnerWith({ artifacts })["demo/assets/runner.json"] ?? null },
    };
    expect(places(judge('{"rows": 1}', [], tree).problems)).toEqual([
      "RESULT_ARTIFACT_MISSING artifacts/charts/*.svg -",
    ]);
    expect(judge('{"rows": 1}', ["artifacts/charts/x.svg"], tree).problems).toEqual([]);
    expect(codes(judge(null, [], tree).problems)).toEqual(["RESULT_OUTPUT_MISSING", "RESULT_ARTIFACT_MISSING"]);
  });

  test("refuses references to artifacts that were not written, at any depth", () => {
    const { problems } = judge(
      '{"rows": 1, "chart": "x.svg", "kids": [{"rows": 1, "chart": "report.md"}, {"rows": 1, "chart": "../report.md"}]}',
    );
    expect(places(problems)).toEqual(["RESULT_ARTIFACT_UNKNOWN - /chart", "RESULT_ARTIFACT_UNKNOWN - /kids/1/chart"]);
  });

  test("ends a check that costs too much", () => {
    const schema = { allOf: [{ items: { $ref: "#" } }, { items: { $ref: "#" } }] };
    const { problems } = judge(
      "[".repeat(60) + "]".repeat(60),
      ["artifacts/report.md"],
      skillWith({ "demo/assets/output.schema.json": schema }),
    );
    expect(codes(problems)).toEqual(["RESULT_OUTPUT_TOO_COSTLY"]);
  });

  test("tells the errors of a package that is not valid any more", () => {
    expect(codes(judge('{"rows": 1}', [], runnerWith({ engines: [], extra: 1 })).problems)).toEqual([
      "PACKAGE_ENGINES_EMPTY",
    ]);
  });
});
