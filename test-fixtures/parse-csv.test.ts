// Does the parser of the CSV profile give back every table, however its text is cut?
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { packageFolder } from "./run-package.ts";

type Parser = { push: (text: string) => void; end: () => void };
type Module = {
  csvParser: (
    delimiter: string,
    onRecord: (fields: string[], line: number, blank: boolean) => void,
    onProblem?: (code: string, line: number) => void,
  ) => Parser;
};
const file = join(packageFolder("csv-profile"), "scripts/parse-csv.mjs");
const { csvParser } = (await import(pathToFileURL(file).href)) as Module;

function parse(pieces: string[], delimiter = ",") {
  const records: string[][] = [];
  const lines: number[] = [];
  const problems: string[] = [];
  const parser = csvParser(
    delimiter,
    (fields, line) => {
      records.push(fields);
      lines.push(line);
    },
    (code) => problems.push(code),
  );
  for (const piece of pieces) parser.push(piece);
  parser.end();
  return { records, lines, problems };
}

const field = fc.string({
  unit: fc.constantFrom("a", " ", ",", ";", '"', "\n", "\r", "é", "🦋"),
  maxLength: 6,
});
const table = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 5,
});
const style = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t"),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  lastEnd: fc.boolean(),
  quoteAll: fc.boolean(),
});

test("law: what is written by RFC 4180 is read back, wherever the text is cut", () => {
  fc.assert(
    fc.property(table, style, fc.array(fc.nat(60), { maxLength: 6 }), (rows, how, cuts) => {
      const { delimiter, lineEnd } = how;
      const write = (value: string) =>
        how.quoteAll || value === "" || /["\r\n,;\t]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
      const lines = rows.map((row) => row.map(write).join(delimiter));
      const text = lines.join(lineEnd) + (how.lastEnd ? lineEnd : "");
      const edges = [0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length];
      const sorted = edges.toSorted((a, b) => a - b);
      const pieces = sorted.slice(1).map((edge, index) => text.slice(sorted[index], edge));
      const { records, problems } = parse(pieces, delimiter);
      expect(records).toEqual(rows);
      expect(problems).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("`csvParser()` counts lines inside quoted fields, and takes a lone CR as a line end", () => {
  expect(parse(['a,"x\ny"\nb,c\r', "d,e\r\n", "\nf"]).lines).toEqual([1, 3, 4, 5, 6]);
  expect(parse(["a,b\r", "\nc,\n"]).records).toEqual([
    ["a", "b"],
    ["c", ""],
  ]);
});

test("`csvParser()` keeps memory bounded where a quote never closes", () => {
  const { records, problems } = parse(['a\n"', ...Array.from({ length: 40 }, () => "x".repeat(65_536))]);
  expect(records[1]?.[0]?.length).toBe(1_048_576);
  expect(problems).toEqual(["FIELD_CUT", "UNCLOSED_QUOTE"]);
});
