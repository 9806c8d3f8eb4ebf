// How do measurements look in a terminal?
import { styleText } from "node:util";
import type { Figure, Row } from "./bench.ts";

/** Rows as lines of one table, numbers to the right, without colours where the output takes none. */
export function table(rows: readonly Row[]): string {
  return aligned(
    ["case", "subject", "median", "peer", "ratio"],
    rows.map((row) => [
      row.case,
      row.subject,
      `${row.median_ms.toPrecision(3)} ms`,
      row.peer ?? "",
      row.ratio === null ? "" : `${row.ratio.toFixed(2)} x`,
    ]),
  );
}

/** Figures, each with its bound and whether it is kept. */
export function figureTable(figures: readonly Figure[]): string {
  return aligned(
    ["case", "what", "figure", "", "bound"],
    figures.map(({ case: name, what, value, unit, bound }) => [
      name,
      what,
      `${value < 100 ? value.toPrecision(3) : value.toFixed(0)} ${unit}`,
      bound === null ? "" : value <= bound ? "kept" : "BROKEN",
      bound === null ? "" : `${bound} ${unit}`,
    ]),
  );
}

/** The third and the fifth column are numbers. */
function aligned(head: readonly string[], cells: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(...[head, ...cells].map((each) => (each[column] ?? title).length)),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, column) =>
        column === 2 || column === 4 ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [styleText("bold", line(head)), ...cells.map(line)].join("\n");
}
