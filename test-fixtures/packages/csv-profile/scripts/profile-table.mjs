// What does a whole table amount to, read once from start to end?
import { Column } from "./column.mjs";
import { csvParser } from "./parse-csv.mjs";
import { readText } from "./read-text.mjs";
import { Warnings } from "./warnings.mjs";

const MAX_COLUMNS = 500;
const NAME_LENGTH = 200;
// Shared by all columns, so that a wide table takes no more memory than a narrow one.
const ALL_DISTINCT = 500_000;
const ALL_NUMBERS = 16_000_000;
const ALL_TOP = 20_000;

/**
 * @param {string} path of the file
 * @param {{delimiter: string, quantiles: number[], marks: Set<string>, maxCategories: number}} settings
 * @param {(bytes: number, rows: number) => void} onProgress called about once per MiB
 * @returns {{bytes: number, rows: number, columns: Column[], warnings: object[]}}
 */
export function profileTable(path, settings, onProgress) {
  const warnings = new Warnings();
  let columns = null;
  let width = 0;
  let rows = 0;
  let bytes = 0;
  let damaged = false;

  function onRecord(fields, line, blank) {
    if (columns === null) {
      if (blank) return warnings.add("BLANK_LINES", line);
      width = fields.length;
      columns = makeColumns(fields, settings, warnings);
      return undefined;
    }
    // In a table of one column a blank line is a missing value.
    if (blank && width > 1) return warnings.add("BLANK_LINES", line);
    rows += 1;
    if (fields.length < width) warnings.add("SHORT_ROWS", line);
    else if (fields.length > width) warnings.add("LONG_ROWS", line);
    for (const [index, column] of columns.entries()) {
      if (index < fields.length) column.add(fields[index]);
      else column.addAbsent();
    }
    return undefined;
  }

  const parser = csvParser(settings.delimiter, onRecord, (code, line) => warnings.add(code, line));
  for (const piece of readText(path)) {
    bytes = piece.bytes;
    damaged ||= piece.text.includes("\uFFFD");
    parser.push(piece.text);
    onProgress(bytes, rows);
  }
  parser.end();
  if (damaged) warnings.add("NOT_UTF8");
  if (columns === null) warnings.add("EMPTY_FILE");
  else if (rows === 0) warnings.add("NO_ROWS");
  return { bytes, rows, columns: columns ?? [], warnings: warnings.list() };
}

function makeColumns(header, { marks, quantiles, maxCategories }, warnings) {
  const names = header.slice(0, MAX_COLUMNS);
  if (header.length > names.length) {
    warnings.add("TOO_MANY_COLUMNS", 1, header.length - names.length);
  }
  if (names.every((name) => name.trim() !== "" && Number.isFinite(Number(name)))) {
    warnings.add("HEADER_LOOKS_LIKE_DATA", 1);
  }
  const share = (all) => Math.floor(all / names.length);
  const limits = {
    marks,
    quantiles,
    top: Math.min(maxCategories, share(ALL_TOP)),
    maxDistinct: Math.min(100_000, share(ALL_DISTINCT)),
    maxNumbers: Math.min(8_000_000, share(ALL_NUMBERS)),
  };
  return uniqueNames(names, warnings).map((name) => new Column(name, limits));
}

function uniqueNames(header, warnings) {
  const given = new Set(header.map((name) => name.trim()));
  const used = new Set();
  return header.map((raw, index) => {
    const trimmed = raw.trim().slice(0, NAME_LENGTH).toWellFormed();
    if (trimmed === "") warnings.add("EMPTY_HEADER", 1);
    else if (used.has(trimmed)) warnings.add("DUPLICATE_HEADER", 1);
    const base = trimmed || `column_${index + 1}`;
    let name = base;
    // A made-up name must not take one that the header itself gives.
    for (let n = 2; used.has(name) || (name !== trimmed && given.has(name)); n += 1) {
      name = `${base}_${n}`;
    }
    used.add(name);
    return name;
  });
}
