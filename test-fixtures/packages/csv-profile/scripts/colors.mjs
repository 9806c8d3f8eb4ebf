// Which color means what in the chart?

export const INK = "#1f2933";
export const MUTED = "#66727f";
export const FAINT = "#98a2ae";
export const LINE = "#dfe4ea";
export const TRACK = "#edf0f4";
export const PAPER = "#f6f8fa";
export const CARD = "#ffffff";
export const MISSING = "#d4603f";

const BARS = {
  integer: "#3f78b5",
  number: "#3f78b5",
  date: "#2f9484",
  datetime: "#2f9484",
};
const CATEGORY = "#8066b3";

/** The color of a column's bars, by its type. */
export function barColor(type) {
  return BARS[type] ?? CATEGORY;
}
