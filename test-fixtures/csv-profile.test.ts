// Are the figures of the CSV profile right, on real data and on tricky files?
import { describe, expect, test } from "vitest";
import { dataSet, plainRows } from "./data-set.ts";
import { runPackage } from "./run-package.ts";

type Column = {
  name: string;
  type: string;
  missing: number;
  distinct: number;
  min: number | string | null;
  max: number | string | null;
  mean: number | null;
  sd: number | null;
  quantiles: { p: number; value: number | string }[];
  top: { value: string; count: number; share: number }[];
  notes: string[];
};
type Profile = {
  title: string;
  delimiter: string;
  rows: number;
  columns: Column[];
  warnings: { code: string; count: number; line?: number }[];
};

async function profile(table: string | Uint8Array, parameter: Record<string, unknown> = {}) {
  const end = await runPackage("csv-profile", { "table/data.csv": table }, parameter);
  expect(end.stderr).toContain("done:");
  const output = end.output as Profile;
  const column = (name: string): Column => {
    const found = output.columns.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no column ${name}`);
    return found;
  };
  const markdown = end.artifacts.get("report.md") ?? "";
  const svg = end.artifacts.get("missing-and-distributions.svg") ?? "";
  return { ...output, column, markdown, svg };
}

const codes = ({ warnings }: Profile) => warnings.map(({ code }) => code);

/** The simplest way to a quantile, from the definition. */
function naiveQuantile(values: number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at % 1);
}

describe("csv-profile on real data", () => {
  test("`birdstrikes.csv` gets the counts, quantiles and values that a naive reading gives", async () => {
    const [header = [], ...rows] = plainRows("birdstrikes.csv");
    const quantiles = [0.9, 0.05, 0.333];
    const result = await profile(dataSet("birdstrikes.csv"), { quantiles });
    expect(result.rows).toBe(10_000);
    expect(rows.length).toBe(10_000);
    expect(result.columns.map(({ name }) => name)).toEqual(header);
    expect(result.warnings).toEqual([]);
    for (const [index, name] of header.entries()) {
      const filled = rows.map((row) => row[index] ?? "").filter((field) => field !== "");
      const column = result.column(name);
      const counts = column.top.map(({ value }) => filled.filter((field) => field === value).length);
      expect({
        name,
        missing: column.missing,
        distinct: column.distinct,
        counts: column.top.map(({ count }) => count),
      }).toEqual({
        name,
        missing: rows.length - filled.length,
        distinct: new Set(filled).size,
        counts,
      });
      if (column.type !== "integer") continue;
      const numbers = filled.map(Number);
      expect(column.quantiles.map(({ p }) => p)).toEqual([0.05, 0.333, 0.9]);
      for (const { p, value } of column.quantiles) {
        expect(value).toBeCloseTo(naiveQuantile(numbers, p), 9);
      }
      expect(column.max).toBe(Math.max(...numbers));
    }
    expect(result.column("Flight Date")).toMatchObject({
      type: "date",
      min: "1990-01-08",
      max: "2002-07-25",
    });
    expect(result.column("Wildlife Size").top[0]).toMatchObject({ value: "Small", count: 4910 });
  });

  test("`seattle-weather.csv` gets mean and standard deviation of a two-pass computation", async () => {
    const [, ...rows] = plainRows("seattle-weather.csv");
    const result = await profile(dataSet("seattle-weather.csv"));
    for (const [index, name] of ["temp_max", "temp_min", "wind"].entries()) {
      const numbers = rows.map((row) => Number(row[index + 2]));
      const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
      const squares = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0);
      expect(result.column(name).mean).toBeCloseTo(mean, 10);
      expect(result.column(name).sd).toBeCloseTo(Math.sqrt(squares / (numbers.length - 1)), 10);
    }
  });

  test("`zipcodes.csv` keeps its leading zeros, and `unemployment.tsv` its tabs", async () => {
    const codesOf = await profile(dataSet("zipcodes.csv"));
    expect(codesOf.column("zip_code")).toMatchObject({ type: "string", distinct: 42_049 });
    expect(codesOf.column("zip_code").notes[0]).toContain("key");
    const rates = await profile(dataSet("unemployment.tsv"));
    expect(rates.delimiter).toBe("\t");
    expect(rates.columns.map(({ name, type }) => [name, type])).toEqual([
      ["id", "integer"],
      ["rate", "number"],
    ]);
  });
});

describe("csv-profile on tricky files", () => {
  test("quotes, doubled quotes, line ends inside fields, CRLF and a byte order mark are read", async () => {
    const result = await profile('\uFEFF"a","b, c"\r\n"x\r\ny","say ""hi"""\r\n1,\r\n');
    expect(result.columns.map(({ name }) => name)).toEqual(["a", "b, c"]);
    expect(result.rows).toBe(2);
    expect(result.column("b, c").missing).toBe(1);
    expect(result.markdown).toContain('`say "hi"`');
    expect(result.warnings).toEqual([]);
  });

  test("an empty file and a lone header are told, not refused", async () => {
    const empty = await profile("");
    expect(empty).toMatchObject({ rows: 0, columns: [] });
    expect(codes(empty)).toEqual(["EMPTY_FILE"]);
    const header = await profile("a,b");
    expect(header.columns.map(({ type }) => type)).toEqual(["empty", "empty"]);
    expect(codes(header)).toEqual(["NO_ROWS"]);
  });

  test("ragged rows, blank lines and doubled or empty names are warned of, with the line", async () => {
    const result = await profile("a,a,,a_2\n1\n\n1,2,3,4,5\n1,2,3,4\n");
    expect(result.columns.map(({ name }) => name)).toEqual(["a", "a_3", "column_3", "a_2"]);
    expect(result.rows).toBe(3);
    expect(result.warnings).toMatchObject([
      { code: "DUPLICATE_HEADER", count: 1, line: 1 },
      { code: "EMPTY_HEADER", count: 1, line: 1 },
      { code: "SHORT_ROWS", count: 1, line: 2 },
      { code: "BLANK_LINES", count: 1, line: 3 },
      { code: "LONG_ROWS", count: 1, line: 4 },
    ]);
    expect(result.column("a_2")).toMatchObject({ missing: 1, min: 4 });
  });

  test("a quote that never closes, a stray one and bytes that are no text are warned of", async () => {
    expect(codes(await profile('a,b\n1,"open\n2,3\n'))).toEqual(["UNCLOSED_QUOTE"]);
    expect(codes(await profile('a,b\n1,5" pipe\n'))).toEqual(["STRAY_QUOTE"]);
    const latin = await profile(Buffer.from("a,b\nM\xfcller,1\n", "latin1"));
    expect(codes(latin)).toEqual(["NOT_UTF8"]);
  });

  test("UTF-16 with a byte order mark is read as text", async () => {
    const result = await profile(Buffer.from("\uFEFFname;größe\nÄ;1\n", "utf16le"));
    expect(result.columns.map(({ name }) => name)).toEqual(["name", "größe"]);
    expect(result.delimiter).toBe(";");
  });

  test("types follow every value, and texts that mean missing are counted as missing", async () => {
    const result = await profile(
      [
        "int,num,code,bool,day,time,word,mixed,zone",
        "1,1,01,true,2020-02-29,2020-01-01T10:00,a,1,2020-01-01T12:00:00+02:00",
        "-2,.5,10,no,Jan 1 2000,2020-01-02,2020-02-30,x,2020-01-01T10:00:00Z",
        "NA,1e3,99,n/a,2021/12/31,null,b,2,",
      ].join("\n"),
    );
    expect(result.columns.map(({ type }) => type)).toEqual([
      "integer",
      "number",
      "string",
      "boolean",
      "date",
      "datetime",
      "string",
      "string",
      "datetime",
    ]);
    expect(result.column("int")).toMatchObject({ missing: 1, min: -2, max: 1, mean: -0.5 });
    expect(result.column("day")).toMatchObject({ min: "2000-01-01", max: "2021-12-31" });
    expect(result.column("time").max).toBe("2020-01-02T00:00:00");
    expect(result.column("zone")).toMatchObject({ distinct: 1, min: "2020-01-01T10:00:00Z" });
    const kept = await profile("country\nNA\nDE\n", { missing_values: [] });
    expect(kept.column("country").missing).toBe(0);
  });

  test("large values with a small spread keep their standard deviation", async () => {
    const result = await profile("x\n1000000000000001\n1000000000000002\n1000000000000003\n");
    expect(result.column("x").sd).toBe(1);
  });

  test("a column of almost only numbers names the text that spoils it", async () => {
    const rows = Array.from({ length: 99 }, (_, index) => String(index));
    const result = await profile(["x", ...rows, "unknown"].join("\n"));
    expect(result.column("x").type).toBe("string");
    expect(result.column("x").notes.join()).toContain("“unknown”");
  });

  test("names and values that are markup stay text in report and chart", async () => {
    const result = await profile('<b>&|`,"a\u0000]]>"\n<script>x</script>,"`|`"\n<script>x</script>,y\n');
    expect(result.svg).not.toContain("<script");
    expect(result.svg).not.toContain("\u0000");
    expect(result.svg).toContain("&lt;script&gt;");
    expect(result.markdown.replaceAll(/(`+)[^\n]*?\1/g, "")).not.toMatch(/(?<!\\)<(script|b)>/);
    expectBalanced(result.svg);
  });
});

/** Every tag that opens also closes, in the right order. */
function expectBalanced(svg: string): void {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [tag, closing, name = "", alone] of svg.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (closing === "/" && open.pop() !== name) wrong.push(tag);
    if (closing === "" && alone === "") open.push(name);
  }
  expect({ open, wrong }).toEqual({ open: [], wrong: [] });
}
