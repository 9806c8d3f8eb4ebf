// What about a column would a careful reader point out?
import { counted, measured, percent, whole } from "./format.mjs";
import { countAtMost, countBelow, quantile } from "./number-store.mjs";

const MANY = 0.5;
const DOMINANT = 0.9;
const NEARLY_ALL = 0.9;
const KEY_SPREAD = 50;
const SKEWED = 0.3; // distance of mean and median, in standard deviations
const FAR_IQRS = 3;

/**
 * Sentences about one finished column, the weightiest first.
 * @param {import("./column.mjs").Column} column
 * @param {{summary: object, sorted: Float64Array | null, entries: [string, object][]}} finished
 * @returns {string[]}
 */
export function notesOf(column, finished) {
  const { summary } = finished;
  if (summary.type === "empty") return ["There is no value at all."];
  return [
    ...aboutMissing(column, summary),
    ...aboutVariety(column, summary),
    ...aboutMixture(column, finished),
    ...aboutNumbers(column, finished),
    ...aboutSpelling(column, finished),
    ...aboutLimits(column, summary),
  ];
}

function aboutMissing({ missing, marks }, { missing_share }) {
  const notes = [];
  if (missing_share >= MANY) notes.push(`${percent(missing_share)} of the values are missing.`);
  if (marks > 0) {
    notes.push(
      marks === missing
        ? "All missing values are written out, such as NA."
        : `${counted(marks, "missing value")} of ${whole(missing)} are written out, such as NA.`,
    );
  }
  return notes;
}

function aboutVariety({ missing, filled }, summary) {
  const { type, distinct, distinct_is_lower_bound, min, max, top } = summary;
  if (distinct === 1 && filled > 1) return ["Every value is the same."];
  if (distinct === filled && filled > 1 && missing === 0 && !distinct_is_lower_bound) {
    // Measured numbers often differ by chance; numbers that someone gave out lie close together.
    const dense = type === "integer" && min >= 0 && max - min < KEY_SPREAD * filled;
    if (type === "string" || dense) return ["No value occurs twice: it could serve as a key."];
  }
  const [first] = top;
  if (first !== undefined && first.share >= DOMINANT) {
    return [`One value, “${first.value}”, makes up ${percent(first.share)} of all.`];
  }
  return [];
}

function aboutMixture({ filled, kinds }, { summary, entries }) {
  if (summary.type !== "string") return [];
  const notes = [];
  if (kinds.code > 0) {
    notes.push(`${counted(kinds.code, "value")} with leading zeros: codes, not quantities.`);
  }
  const groups = [
    ["numbers", ["integer", "number", ...(kinds.code > 0 ? ["code"] : [])]],
    ["dates", ["date", "datetime"]],
  ];
  for (const [noun, members] of groups) {
    const count = members.reduce((sum, kind) => sum + kinds[kind], 0);
    if (count < filled * NEARLY_ALL || count === filled) continue;
    const odd = entries.find(([, { kind }]) => !members.includes(kind));
    const example = odd === undefined ? "" : `, such as “${odd[0].slice(0, 40).toWellFormed()}”`;
    notes.push(
      `${percent(count / filled)} of the values are ${noun}; the ${whole(filled - count)} others${example}, make it text. If they mean “missing”, name them in missing_values.`,
    );
  }
  return notes;
}

function aboutNumbers(column, { summary, sorted }) {
  if (summary.type !== "integer" && summary.type !== "number") return [];
  const { filled, store, unsafe } = column;
  const notes = [];
  const { min, max, mean, sd, distinct } = summary;
  if (min === 0 && max === 1 && distinct === 2) notes.push("Only 0 and 1: it may be a yes or no.");
  else if (distinct > 2 && store.zeros >= filled * MANY) {
    notes.push(`${percent(store.zeros / filled)} of the values are 0.`);
  }
  const median = quantile(sorted, 0.5);
  if (distinct > 2 && Math.abs(mean - median) > sd * SKEWED) {
    const side = mean > median ? "right" : "left";
    notes.push(`Skewed to the ${side}: the mean is ${measured(mean)}, the median ${measured(median)}.`);
  }
  notes.push(...aboutOutliers(sorted));
  if (unsafe > 0) {
    notes.push(`${counted(unsafe, "value")} beyond 9,007,199,254,740,991: figures are rounded to what a double holds.`);
  }
  return notes;
}

/** Values further from the quartiles than three times their distance ("far out", Tukey 1977). */
function aboutOutliers(sorted) {
  const low = quantile(sorted, 0.25);
  const high = quantile(sorted, 0.75);
  const reach = FAR_IQRS * (high - low);
  if (!(reach > 0)) return [];
  const below = countBelow(sorted, low - reach);
  const above = sorted.length - countAtMost(sorted, high + reach);
  const far = below + above;
  if (far === 0) return [];
  const where = [
    ...(below > 0 ? [`below ${measured(low - reach)}`] : []),
    ...(above > 0 ? [`above ${measured(high + reach)}`] : []),
  ];
  const share = percent(far / sorted.length);
  return [`${counted(far, "value")} (${share}) far out: ${where.join(" or ")}.`];
}

function aboutSpelling({ padded }, { summary, entries }) {
  const notes = [];
  if (padded > 0) notes.push(`${counted(padded, "value")} with blanks before or after.`);
  if (summary.type !== "string" || summary.distinct_is_lower_bound) return notes;
  const folded = new Set(entries.map(([text]) => text.trim().toLowerCase()));
  const twins = entries.length - folded.size;
  if (twins > 0) {
    notes.push(`${counted(twins, "value")} differ from another one only in case or blanks.`);
  }
  return notes;
}

function aboutLimits({ store }, { distinct, distinct_is_lower_bound }) {
  const notes = [];
  if (distinct_is_lower_bound) {
    notes.push(
      `Counting stopped at ${whole(distinct)} different values; frequent values that first occur later are not listed.`,
    );
  }
  if (store?.sampled) notes.push("Quantiles come from an even random sample of the values.");
  return notes;
}
