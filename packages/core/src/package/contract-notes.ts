// How much of a schema's own words and values does a report repeat?
import type { JsonValue } from "../schema/json.ts";

const LONGEST_TEXT = 1024;
const LONGEST_VALUE = 4096;
const MOST_TOGETHER = 65_536;

/**
 * What one contract quotes, bounded: a small schema can refer to one long text a thousand times. All lengths are those of
 * the JSON, in UTF-16 units.
 */
export class ContractNotes {
  #left = MOST_TOGETHER;

  /** `text`, cut where it is long; `null` when it is no text, or when there is no room left for it. */
  text(text: JsonValue | undefined): string | null {
    if (typeof text !== "string" || text === "") return null;
    const cut = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
    return this.#hasRoom(cut.length) ? cut : null;
  }

  /** Whether `value` is small enough to be repeated. */
  takes(value: JsonValue): boolean {
    const { length } = JSON.stringify(value);
    return length <= LONGEST_VALUE && this.#hasRoom(length);
  }

  #hasRoom(length: number): boolean {
    if (length > this.#left) return false;
    this.#left -= length;
    return true;
  }
}
