// What is in this table? Reads the job, profiles the table, writes the output and the artifacts.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { chart } from "./chart.mjs";
import { counted } from "./format.mjs";
import { guessDelimiter } from "./guess-delimiter.mjs";
import { notesOf } from "./notes.mjs";
import { profileTable } from "./profile-table.mjs";
import { report } from "./report.mjs";

const REPORT = "report.md";
const CHART = "missing-and-distributions.svg";
const PROGRESS_MS = 500;

const { input, parameter, artifacts_dir, output_path } = JSON.parse(
  readFileSync(process.env.MAYFLY_JOB ?? "input.json", "utf8"),
);
const path = input.table;
const size = statSync(path).size;
const asked = parameter.delimiter ?? "auto";
const delimiter = asked === "auto" ? guessDelimiter(path) : asked;
const missing = parameter.missing_values ?? ["NA", "N/A", "NaN", "null"];
console.error(`reading ${counted(size, "byte")}, fields separated by ${JSON.stringify(delimiter)}`);

let lastWord = Date.now();
const table = profileTable(
  path,
  {
    delimiter,
    quantiles: (parameter.quantiles ?? [0.05, 0.25, 0.5, 0.75, 0.95]).toSorted((a, b) => a - b),
    marks: new Set(missing.map((mark) => mark.trim().toLowerCase())),
    maxCategories: parameter.max_categories ?? 8,
  },
  (bytes, rows) => {
    if (Date.now() - lastWord < PROGRESS_MS) return;
    lastWord = Date.now();
    console.error(`${Math.floor((bytes / size) * 100)} %, ${counted(rows, "row")}`);
  },
);

console.error(`summing up ${counted(table.columns.length, "column")}`);
const finished = table.columns.map((column) => {
  const sums = column.finish();
  return { ...sums, summary: { ...sums.summary, notes: notesOf(column, sums) } };
});
const output = {
  title: parameter.title ?? (extname(path) === "" ? "Profile of a table" : `Profile of ${basename(path)}`),
  delimiter,
  bytes: table.bytes,
  rows: table.rows,
  columns: finished.map(({ summary }) => summary),
  warnings: table.warnings,
  report: `artifacts/${REPORT}`,
  chart: `artifacts/${CHART}`,
};

if (!existsSync(artifacts_dir)) mkdirSync(artifacts_dir, { recursive: true });
writeFileSync(join(artifacts_dir, REPORT), report(output, CHART));
writeFileSync(join(artifacts_dir, CHART), chart(output, finished));
writeFileSync(output_path, `${JSON.stringify(output)}\n`);
for (const { code, count } of table.warnings) console.error(`warning ${code} (${count})`);
console.error(`done: ${counted(output.rows, "row")} in ${counted(output.columns.length, "column")}`);
