// What has been seen in one column so far, and what does it amount to?
import { classify } from "./classify.mjs";
import { DistinctValues } from "./distinct-values.mjs";
import { NumberStore, countDistinct, quantile } from "./number-store.mjs";

const SHOWN_LENGTH = 60;
const MISSING = { kind: "missing", number: null };

/** Takes the fields of one column in any number, and sums them up at the end. */
export class Column {
  missing = 0;
  marks = 0;
  distinct = 0;
  padded = 0;
  unsafe = 0;
  filled = 0;
  kinds = { integer: 0, number: 0, code: 0, boolean: 0, date: 0, datetime: 0, string: 0 };
  store = null;
  #zoned = 0;
  #seen;
  #settings;

  /**
   * @param {string} name of the column, unique in its table
   * @param {{marks: Set<string>, quantiles: number[], top: number, maxDistinct: number,
   * maxNumbers: number}} settings `marks`: texts in lower case that mean "missing"
   */
  constructor(name, settings) {
    this.name = name;
    this.#settings = settings;
    this.#seen = new DistinctValues(settings.maxDistinct);
  }

  /** @param {string} field as parsed */
  add(field) {
    if (field === "") {
      this.missing += 1;
      return;
    }
    let entry = this.#seen.find(field);
    if (entry === undefined) {
      entry = this.#read(field);
      this.#seen.add(field, entry);
      if (entry.kind !== "missing" && !this.#seen.full) this.distinct += 1;
    }
    entry.count += 1;
    if (entry.kind === "missing") {
      this.missing += 1;
      if (field.trim() !== "") this.marks += 1;
      return;
    }
    this.filled += 1;
    this.kinds[entry.kind] += 1;
    if (entry.padded) this.padded += 1;
    if (entry.zoned) this.#zoned += 1;
    if (entry.kind === "integer" && !Number.isSafeInteger(entry.number)) this.unsafe += 1;
    this.#store(entry);
  }

  /** Counts rows that are too short to reach this column. */
  addAbsent() {
    this.missing += 1;
  }

  /**
   * @returns `summary`: the column as the output schema has it, but without notes; `sorted`: its
   * numbers or milliseconds in ascending order, or null; `entries`: its texts with their counts
   */
  finish() {
    const type = this.#type();
    const numeric = type === "integer" || type === "number";
    const temporal = type === "date" || type === "datetime";
    const store = numeric || temporal ? this.store : null;
    const sorted = store === null ? null : store.sorted();
    // Numbers and times are compared by value: 1 and 1.0 are one. Kept ones need no limit.
    const exact = sorted !== null && !store.sampled;
    if (exact) this.distinct = countDistinct(sorted);
    const show = temporal ? (ms) => this.#time(ms, type) : (value) => value;
    const entries = this.#seen.entries().filter(([, { kind }]) => kind !== "missing");
    const total = this.missing + this.filled;
    const summary = {
      name: this.name,
      type,
      missing: this.missing,
      missing_share: total === 0 ? 0 : this.missing / total,
      distinct: this.distinct,
      distinct_is_lower_bound: this.#seen.full && !exact,
      min: store === null ? null : show(store.min),
      max: store === null ? null : show(store.max),
      mean: numeric ? store.mean : null,
      sd: numeric ? store.sd : null,
      quantiles: sorted === null ? [] : this.#settings.quantiles.map((p) => ({ p, value: show(quantile(sorted, p)) })),
      top: this.#top(entries),
    };
    return { summary, sorted, entries };
  }

  #read(field) {
    const text = field.trim();
    const missing = text === "" || this.#settings.marks.has(text.toLowerCase());
    const meaning = missing ? MISSING : classify(text);
    return { ...meaning, count: 0, padded: !missing && text.length < field.length };
  }

  /** Numbers and times are kept only as long as the column holds nothing else. */
  #store({ kind, number }) {
    if (this.filled === 1 && number !== null) {
      this.store = new NumberStore(this.#settings.maxNumbers);
    }
    if (this.store === null) return;
    const { integer, number: decimal, date, datetime } = this.kinds;
    const same = kind === "date" || kind === "datetime" ? date + datetime : integer + decimal;
    if (number === null || same < this.filled) this.store = null;
    else this.store.add(number);
  }

  #type() {
    const { integer, number, boolean, date, datetime } = this.kinds;
    if (this.filled === 0) return "empty";
    if (integer === this.filled) return "integer";
    if (integer + number === this.filled) return "number";
    if (boolean === this.filled) return "boolean";
    if (date === this.filled) return "date";
    return date + datetime === this.filled ? "datetime" : "string";
  }

  #time(ms, type) {
    const iso = new Date(ms).toISOString();
    if (type === "date") return iso.slice(0, 10);
    const local = iso.replace(/(?:\.000)?Z$/, "");
    return this.#zoned === 0 ? local : `${local}Z`;
  }

  #top(entries) {
    // A list of values that each occur once would say nothing.
    if (this.distinct === this.filled && this.distinct > 1) return [];
    return entries
      .toSorted(([a, { count: x }], [b, { count: y }]) => y - x || (a < b ? -1 : 1))
      .slice(0, this.#settings.top)
      .map(([text, { count }]) => ({ value: shorten(text), count, share: count / this.filled }));
  }
}

function shorten(text) {
  const characters = text.length > SHOWN_LENGTH ? Array.from(text) : [];
  return characters.length > SHOWN_LENGTH ? `${characters.slice(0, SHOWN_LENGTH - 1).join("")}…` : text;
}
