// How is a number written for a person?

const GROUPED = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const COMPACT = new Intl.NumberFormat("en-US", {
  notation: "compact",
  maximumSignificantDigits: 3,
});
const PRECISE = new Intl.NumberFormat("en-US", {
  maximumSignificantDigits: 4,
  useGrouping: false,
});

/** A whole number with separators from 10,000 on: shorter ones may be years. */
export function whole(value) {
  return Math.abs(value) < 10_000 ? String(value) : GROUPED.format(value);
}

/** A measured value with about four significant digits; texts (dates) as they are. */
export function measured(value) {
  if (value === null) return "–";
  if (typeof value === "string") return value.replace(/T00:00:00$/, "").replace("T", " ");
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return whole(value);
  if (size >= 1e15 || size < 1e-4) return value.toExponential(3);
  return size >= 10_000 ? GROUPED.format(value) : PRECISE.format(value);
}

/** A value in as few characters as an axis has room for. */
export function compact(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e15)) return value.toExponential(1);
  return Number.isInteger(value) && size < 10_000 ? String(value) : COMPACT.format(value);
}

/** A share as a percentage that never rounds something to nothing or to all. */
export function percent(share) {
  if (share === 0 || share === 1) return `${share * 100} %`;
  if (share < 0.001) return "< 0.1 %";
  if (share > 0.999) return "> 99.9 %";
  return `${(share * 100).toFixed(1)} %`;
}

/** A count with its noun: "1 row", "12,000 rows". */
export function counted(count, noun) {
  return `${whole(count)} ${noun}${count === 1 ? "" : "s"}`;
}
