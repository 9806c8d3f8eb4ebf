// How do measurements look in a terminal?
import { styleText } from "node:util";
import type { Row } from "./bench.ts";

const HEAD = ["case", "subject", "median", "peer", "ratio"];

/** Rows as lines of one table, numbers to the right, without colours where the output takes none. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.case,
    row.subject,
    `${row.median_ms.toPrecision(3)} ms`,
    row.peer ?? "",
    row.ratio === null ? "" : `${row.ratio.toFixed(2)} x`,
  ]);
  const widths = HEAD.map((head, column) => Math.max(...[HEAD, ...cells].map((each) => (each[column] ?? head).length)));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, column) =>
        column === 2 || column === 4 ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [styleText("bold", line(HEAD)), ...cells.map(line)].join("\n");
}
