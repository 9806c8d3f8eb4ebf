// Where does the lifecycle count what an operator wants to know the number of?
import type { CounterLabels, CounterName } from "./counter-table.ts";

/** Counts in this process alone, from zero; must never throw, and nobody waits for it. */
export interface Counters {
  /**
   * Adds `amount`, 1 without a word, to what was counted under this name with these labels, and to nothing else.
   * A count never goes down: an amount that is not above zero, or no finite number, adds nothing.
   */
  count<Name extends CounterName>(name: Name, labels: CounterLabels<Name>, amount?: number): void;
}
