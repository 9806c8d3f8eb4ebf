import { describe, expect, test } from "vitest";
import { judgeInputs } from "./judge-inputs.ts";

const INPUTS = [
  { key: "table", required: true, extensions: [".csv", ".tar.gz"] },
  { key: "notes", required: false, extensions: [] },
];

const judge = (...paths: string[]) =>
  judgeInputs(
    INPUTS,
    paths.map((path) => ({ path, kind: "file" as const })),
  ).map(({ code, pointer }) => `${code} ${pointer}`);

describe("judgeInputs()", () => {
  test.each([
    [["table"]],
    [["table/a.csv"]],
    [["table/A.CSV", "notes/x.bin"]],
    [["table/no-extension"]],
    [["table/.hidden"]],
    [["table/x.tar.gz", "notes"]],
  ])("accepts %j", (paths) => {
    expect(judge(...paths)).toEqual([]);
  });

  test.each([
    [[], ["INPUT_MISSING /table"]],
    [["notes"], ["INPUT_MISSING /table"]],
    [["table", "x"], ["INPUT_UNKNOWN /x"]],
    [["table.csv"], ["INPUT_UNKNOWN /table.csv", "INPUT_MISSING /table"]],
    [["table/a.csv", "table/b.csv"], ["INPUT_REPEATED /table"]],
    [["table/a.txt"], ["INPUT_EXTENSION /table"]],
    [["table/a.gz"], ["INPUT_EXTENSION /table"]],
    [["table/a/b.csv"], ["INPUT_LAYOUT /table"]],
  ])("refuses %j", (paths, expected) => {
    expect(judge(...paths)).toEqual(expected);
  });

  test("takes a folder without a file for nothing", () => {
    expect(judgeInputs(INPUTS, [{ path: "table", kind: "directory" }])).toMatchObject([{ code: "INPUT_MISSING" }]);
  });

  test("names the key that was meant", () => {
    const hint = (path: string) => judgeInputs(INPUTS, [{ path, kind: "file" }])[0]?.hint;
    expect(hint("table.csv")).toBe("Name the entry `table`, or `table/table.csv` to keep the name of the file.");
    expect(hint("tabel")).toBe("Did you mean `table`?");
    expect(hint("zzz")).toBe("It takes: table, notes.");
  });

  test("refuses any file for a package without inputs", () => {
    expect(judgeInputs([], [{ path: "x", kind: "file" }])).toMatchObject([
      { code: "INPUT_UNKNOWN", message: 'The package takes no files, so "x" cannot be sent.' },
    ]);
  });
});
