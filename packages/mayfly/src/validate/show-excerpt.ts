// How is a line of a stranger's file shown, with a caret below the place that is meant?
import { escapeForDisplay } from "@mayfly/core";
import { eastAsianWidth } from "get-east-asian-width";
import type { Paint } from "../archives/show-inspection.ts";
import type { Excerpt } from "./excerpt.ts";

/** Columns of the source that are shown; of longer lines, those around the caret. */
const WIDTH = 96;
const TAB = "    ";

interface Cell {
  readonly shown: string;
  readonly width: number;
}

/** The source line and, where a place in it is known, a line with the caret. */
export function showExcerpt({ line, text, caret, cutBefore, cutAfter }: Excerpt, paint: Paint): readonly string[] {
  const cells: Cell[] = [];
  let target: number | null = null;
  let unit = 0;
  for (const character of text) {
    if (caret !== null && target === null && unit >= caret) target = cells.length;
    cells.push(cellOf(character));
    unit += character.length;
  }
  if (caret !== null) target ??= cells.length;
  const { start, end } = windowOf(cells, target ?? 0);
  const before = cutBefore || start > 0 ? "… " : "";
  const after = cutAfter || end < cells.length ? " …" : "";
  const number = String(line);
  const source = cells.slice(start, end).map(({ shown }) => shown);
  const lines = [`${paint("blue", `${number} |`)} ${before}${source.join("")}${after}`.trimEnd()];
  if (target !== null) {
    const indent = " ".repeat(before.length + widthOf(cells.slice(start, target)));
    lines.push(`${paint("blue", `${" ".repeat(number.length)} |`)} ${indent}${paint("red", "^")}`);
  }
  return lines;
}

/** The cells that fit, about two thirds of them before the target. */
function windowOf(cells: readonly Cell[], target: number): { readonly start: number; readonly end: number } {
  if (widthOf(cells) <= WIDTH) return { start: 0, end: cells.length };
  let start = target;
  let end = target;
  let width = 0;
  const fits = (cell: Cell | undefined, most: number): cell is Cell => cell !== undefined && width + cell.width <= most;
  for (let cell = cells[start - 1]; fits(cell, (WIDTH * 2) / 3); cell = cells[start - 1]) {
    width += cell.width;
    start -= 1;
  }
  for (let cell = cells[end]; fits(cell, WIDTH); cell = cells[end]) {
    width += cell.width;
    end += 1;
  }
  return { start, end };
}

function cellOf(character: string): Cell {
  if (character === "\t") return { shown: TAB, width: TAB.length };
  const shown = escapeForDisplay(character);
  if (shown !== character) return { shown, width: shown.length };
  // A mark stands above or below the character before it.
  if (/^\p{Mark}$/u.test(character)) return { shown, width: 0 };
  return { shown, width: eastAsianWidth(character.codePointAt(0) ?? 0) };
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
