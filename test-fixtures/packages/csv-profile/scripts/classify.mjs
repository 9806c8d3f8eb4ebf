// What kind of value does the text of a field stand for?

const INTEGER = /^[+-]?(?:0|[1-9][0-9]*)$/;
const CODE = /^0[0-9]+$/;
const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const BOOLEAN = /^(?:true|false|yes|no)$/i;
const NUMERIC_DATE = /^([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})$/;
const NAMED_DATE = /^(?:([a-z]{3,9}) ([0-9]{1,2}),?|([0-9]{1,2}) ([a-z]{3,9})) ([0-9]{4})$/i;
const TIME = /^(.{8,10})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$/;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const FULL_MONTHS = "january february march april may june july august september october november december".split(" ");
const LONGEST = 64; // no number or date that people write is longer
const MINUTE = 60_000;

/**
 * @param {string} field trimmed and not empty
 * @returns {{kind: "integer" | "number" | "code" | "boolean" | "date" | "datetime" | "string",
 * number: number | null, zoned?: boolean}} `number` is the value itself, or for dates and times
 * milliseconds since 1970 (UTC where the text names no zone); `code` is digits with leading zeros,
 * which would lose them as a number
 */
export function classify(field) {
  if (field.length <= LONGEST) {
    const first = field.charCodeAt(0);
    const digit = first >= 48 && first <= 57;
    if (digit || first === 43 || first === 45 || first === 46) {
      if (CODE.test(field)) return { kind: "code", number: null };
      const kind = INTEGER.test(field) ? "integer" : "number";
      const number = kind === "integer" || NUMBER.test(field) ? Number(field) : Number.NaN;
      if (Number.isFinite(number)) return { kind, number };
    }
    if (BOOLEAN.test(field)) return { kind: "boolean", number: null };
    const day = dayOf(field);
    if (day !== null) return { kind: "date", number: day };
    const time = digit ? timeOf(field) : null;
    if (time !== null) return { kind: "datetime", ...time };
  }
  return { kind: "string", number: null };
}

/** Milliseconds of a date that can be read one way only: the year first, or the month as a word. */
function dayOf(text) {
  const numeric = NUMERIC_DATE.exec(text);
  if (numeric !== null) return day(numeric[1], Number(numeric[3]), numeric[4]);
  const named = NAMED_DATE.exec(text);
  if (named === null) return null;
  const word = (named[1] ?? named[4]).toLowerCase();
  const month = Math.max(MONTHS.indexOf(word), FULL_MONTHS.indexOf(word)) + 1;
  return day(named[5], month, named[2] ?? named[3]);
}

function day(year, month, dayOfMonth) {
  const date = new Date(Date.UTC(Number(year), month - 1, Number(dayOfMonth)));
  // Date rolls the 30th of February over into March; such a text is no date.
  const same = date.getUTCFullYear() === Number(year) && date.getUTCMonth() === month - 1;
  return same ? date.getTime() : null;
}

function timeOf(text) {
  const match = TIME.exec(text);
  if (match === null) return null;
  const [, date, hours, minutes, seconds = "0", fraction = "0", zone] = match;
  const start = dayOf(date);
  if (start === null || hours > 23 || minutes > 59 || seconds > 60) return null;
  const local = start + (hours * 60 + Number(minutes)) * MINUTE + seconds * 1000;
  const number = local + Math.round(Number(`0.${fraction}`) * 1000) - offset(zone);
  return { number, zoned: zone !== undefined };
}

function offset(zone) {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * MINUTE;
}
