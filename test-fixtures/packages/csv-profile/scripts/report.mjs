// How does a person read the profile? (Markdown)
import { counted, measured, percent, whole } from "./format.mjs";
import { code, plain, table } from "./markdown.mjs";

const COLUMNS_IN_DETAIL = 60;
const BAR = 12;

/**
 * @param {object} profile the output document
 * @param {string} chart file name of the chart beside the report
 * @returns {string} the report
 */
export function report(profile, chart) {
  const { title, columns } = profile;
  return [
    `# ${plain(title)}`,
    "",
    ...overview(profile),
    ...standsOut(profile),
    ...(columns.length === 0 ? [] : [`![Missing values and distributions](${chart})`, ""]),
    ...(columns.length === 0 ? [] : ["## Columns", "", ...summaryTable(columns), ""]),
    ...columns.slice(0, COLUMNS_IN_DETAIL).flatMap((column) => detail(column, profile.rows)),
    ...(columns.length > COLUMNS_IN_DETAIL
      ? [`The other ${columns.length - COLUMNS_IN_DETAIL} columns are in the output only.`, ""]
      : []),
    ...howToRead(profile),
  ].join("\n");
}

function overview({ rows, columns, bytes, delimiter }) {
  const fields = rows * columns.length;
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  const types = [...new Set(columns.map(({ type }) => type))];
  const mix = types.map((type) => `${columns.filter((each) => each.type === type).length} ${type}`);
  const separators = { ",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe" };
  return [
    `**${counted(rows, "row")}** in **${counted(columns.length, "column")}**` +
      (fields === 0
        ? "."
        : missing === 0
          ? `, none of the ${whole(fields)} fields missing.`
          : `, **${percent(missing / fields)}** of the ${whole(fields)} fields missing.`),
    "",
    ...(columns.length === 0 ? [] : [`- Types: ${mix.join(", ")}`]),
    `- File: ${whole(bytes)} bytes, fields separated by ${separators[delimiter]}`,
    "",
  ];
}

function standsOut({ warnings, columns }) {
  const notable = columns.filter(({ notes }) => notes.length > 0);
  if (warnings.length === 0 && notable.length === 0) return [];
  return [
    "## What stands out",
    "",
    ...warnings.map(({ detail: text, count, line }) => {
      const where = line === undefined ? "" : `, first on line ${line}`;
      return `- **File** – ${text}${count > 1 || where ? ` (${whole(count)} ×${where})` : ""}`;
    }),
    ...notable.map(({ name, notes }) => `- **${plain(name)}** – ${plain(notes[0])}`),
    "",
  ];
}

function summaryTable(columns) {
  return table(
    ["Column", "Type", "Missing", "Distinct", "Smallest", "Median or most frequent", "Largest"],
    "llrrrrr",
    columns.map((column) => [
      plain(column.name),
      column.type,
      column.missing === 0 ? "–" : percent(column.missing_share),
      distinct(column),
      measured(column.min),
      typical(column),
      measured(column.max),
    ]),
  );
}

function typical({ quantiles, top }) {
  const median = quantiles.find(({ p }) => p === 0.5);
  if (median !== undefined) return measured(median.value);
  return top.length > 0 ? `${code(top[0].value)} (${percent(top[0].share)})` : "–";
}

function detail(column, rows) {
  const { name, type, missing, missing_share, mean, sd, quantiles, top, notes } = column;
  const filled = rows - missing;
  const facts = [
    type,
    `${counted(filled, "value")}`,
    missing === 0 ? "none missing" : `${whole(missing)} missing (${percent(missing_share)})`,
    `${distinct(column)} distinct`,
    ...(mean === null ? [] : [`mean ${measured(mean)}`]),
    ...(sd === null ? [] : [`sd ${measured(sd)}`]),
  ];
  return [
    `### ${plain(name)}`,
    "",
    `${facts.join(" · ")}`,
    "",
    ...(notes.length === 0 ? [] : [...notes.map((note) => `- ${plain(note)}`), ""]),
    ...(quantiles.length === 0 ? [] : [...quantileTable(column), ""]),
    ...(top.length === 0 || quantiles.length > 0 ? [] : [...topTable(top, filled), ""]),
  ];
}

function quantileTable({ min, max, quantiles }) {
  const named = quantiles.map(({ p }) => (p === 0.5 ? "median" : `${Number((p * 100).toFixed(3))} %`));
  return table(["min", ...named, "max"], "r".repeat(quantiles.length + 2), [
    [min, ...quantiles.map(({ value }) => value), max].map(measured),
  ]);
}

function topTable(top, filled) {
  const rows = top.map(({ value, count, share }) => [
    code(value),
    whole(count),
    percent(share),
    "█".repeat(Math.round(share * BAR)) || "▏",
  ]);
  const others = filled - top.reduce((sum, { count }) => sum + count, 0);
  if (others > 0) {
    const share = others / filled;
    rows.push(["*others*", whole(others), percent(share), "░".repeat(Math.round(share * BAR))]);
  }
  return table(["Value", "Count", "Share", ""], "lrrl", rows);
}

function distinct({ distinct: count, distinct_is_lower_bound }) {
  return distinct_is_lower_bound ? `≥ ${whole(count)}` : whole(count);
}

function howToRead({ columns }) {
  if (columns.length === 0) return [];
  return [
    "## How to read this",
    "",
    "- A column has a type when every value that is not missing fits it; one text makes it a string column.",
    "- Numbers and dates are distinct by value, texts by their characters.",
    "- Quantiles interpolate linearly between neighbouring values; sd is the sample standard deviation.",
    "- Dates count only when they can be read one way: the year first, or the month as a word.",
    "",
  ];
}
