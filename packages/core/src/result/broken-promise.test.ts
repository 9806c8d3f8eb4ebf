import { describe, expect, test } from "vitest";
import { problem, warning, type Problem } from "../problem/problem.ts";
import { brokenPromise } from "./broken-promise.ts";

const UNREAD = warning("RESULT_ARTIFACT_UNREADABLE", "Cannot keep artifacts/chart.png: …", {
  entry: "artifacts/chart.png",
});
const LINK = warning("RESULT_ARTIFACT_NOT_A_FILE", "Cannot keep artifacts/link: it is a link.");
const UNKNOWN = problem("RESULT_ARTIFACT_UNKNOWN", "The output is not what its schema promises at /chart: …");
const MISSING = problem("RESULT_ARTIFACT_MISSING", 'The artifact "chart" is missing: …');
const SCHEMA = problem("RESULT_OUTPUT_SCHEMA", "The output is not what its schema promises at /rows: …");

const codes = (problems: readonly Problem[]) => brokenPromise(problems).map(({ code, severity }) => [code, severity]);

describe("`brokenPromise()`", () => {
  test.each([UNKNOWN, MISSING])("says of an artifact that could not be read, where $code, that first", (absent) => {
    expect(codes([LINK, UNREAD, SCHEMA, absent])).toEqual([
      ["RESULT_ARTIFACT_UNREADABLE", "error"],
      ["RESULT_OUTPUT_SCHEMA", "error"],
      [absent.code, "error"],
    ]);
  });

  test("is the errors alone where nobody misses what could not be read", () => {
    expect(brokenPromise([UNREAD, LINK, SCHEMA])).toEqual([SCHEMA]);
    expect(brokenPromise([LINK, MISSING, UNKNOWN])).toEqual([MISSING, UNKNOWN]);
    expect(brokenPromise([UNREAD])).toEqual([]);
  });
});
