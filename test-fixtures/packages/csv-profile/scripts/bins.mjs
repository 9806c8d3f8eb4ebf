// Into which bars do the values of a column fall?
import { countBelow, quantile } from "./number-store.mjs";

const MOST_SINGLE = 40;
const BINS = 32;
const MOST_ROUND = 40;
const LOG_RATIO = 40; // largest to middle positive value, from where a linear axis shows one spike
const LEAST_LOG = 1000;

/**
 * A histogram of ascending values: one bar an integer where there are few, logarithmic bars (zero
 * apart) where a long tail would leave a linear axis empty, else bars of one round width.
 * @param {Float64Array} sorted ascending, at least one value
 * @param {"integer" | "number" | "date" | "datetime"} type of the column
 * @returns {{scale: "linear" | "log", zeros: number, bins: {from: number, to: number, count: number}[],
 * place: (value: number) => number}} `place` maps a value to its share of the axis, from 0 to 1
 */
export function histogram(sorted, type) {
  const min = sorted[0];
  const max = sorted[sorted.length - 1];
  if (type === "integer" && max - min < MOST_SINGLE) return singles(sorted, min, max);
  const numeric = type === "integer" || type === "number";
  // Small whole numbers would leave gaps between logarithmic bars.
  if (numeric && min >= 0 && (type === "number" || max >= LEAST_LOG)) {
    const positive = sorted.subarray(countBelow(sorted, Number.MIN_VALUE));
    if (positive.length > 0 && max / quantile(positive, 0.5) >= LOG_RATIO) {
      return logarithmic(positive, sorted.length - positive.length);
    }
  }
  return numeric && max > min ? round(sorted, min, max) : linear(sorted, min, max);
}

function singles(sorted, min, max) {
  const bins = [];
  for (let value = min; value <= max; value += 1) {
    const count = countBelow(sorted, value + 1) - countBelow(sorted, value);
    bins.push({ from: value, to: value, count });
  }
  return { scale: "linear", zeros: 0, bins, place: (x) => (x - min + 0.5) / (max - min + 1) };
}

/** Bars whose edges are multiples of 1, 2 or 5 times a power of ten: whole numbers fall evenly. */
function round(sorted, min, max) {
  const least = max / MOST_ROUND - min / MOST_ROUND;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
  const first = Math.floor(min / step);
  const count = Math.floor(max / step) - first + 1;
  // A step too fine for doubles, or a range too wide for them.
  if (!(power > 0) || !Number.isSafeInteger(first) || !(count <= MOST_ROUND + 2)) {
    return linear(sorted, min, max);
  }
  const edges = Array.from({ length: count + 1 }, (_, index) => (first + index) * step);
  const place = (x) => (x / step - first) / count;
  return { scale: "linear", zeros: 0, bins: fill(sorted, edges), place };
}

function linear(sorted, min, max) {
  const span = max - min || Math.abs(max) || 1;
  const start = max === min ? min - span / 2 : min;
  const edges = Array.from({ length: BINS + 1 }, (_, index) => start + (span / BINS) * index);
  return { scale: "linear", zeros: 0, bins: fill(sorted, edges), place: (x) => (x - start) / span };
}

function logarithmic(positive, zeros) {
  const low = Math.log(positive[0]);
  const span = Math.log(positive[positive.length - 1]) - low || 1;
  const edges = Array.from({ length: BINS + 1 }, (_, index) => Math.exp(low + (span / BINS) * index));
  const place = (x) => (x <= 0 ? 0 : (Math.log(x) - low) / span);
  return { scale: "log", zeros, bins: fill(positive, edges), place };
}

/** Counts between neighbouring edges; the outer bars take what rounding would leave outside. */
function fill(sorted, edges) {
  const last = edges.length - 2;
  return edges.slice(0, -1).map((from, index) => {
    const begin = index === 0 ? 0 : countBelow(sorted, from);
    const end = index === last ? sorted.length : countBelow(sorted, edges[index + 1]);
    return { from, to: edges[index + 1], count: end - begin };
  });
}
