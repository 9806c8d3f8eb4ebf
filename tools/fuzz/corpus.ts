// Which inputs are worth changing further?
import type { Random } from "./random.ts";
import type { Outcome } from "./target.ts";

/** Enough for every shape that there is, and little memory. */
const MOST_INPUTS = 4000;

/**
 * Keeps the smallest input of each shape. What was accepted is picked most: it is one step away from everything that is
 * nearly right, while most mutants of what was refused are refused for the same reason.
 */
export class Corpus {
  readonly #accepted: Uint8Array[] = [];
  readonly #refused: Uint8Array[] = [];
  readonly #places = new Map<string, number>();

  get size(): number {
    return this.#accepted.length + this.#refused.length;
  }

  /** Takes `input` when nothing of its shape was there, or only something longer. */
  offer(input: Uint8Array, { accepted, shape }: Outcome): void {
    const inputs = accepted ? this.#accepted : this.#refused;
    const key = `${accepted} ${shape}`;
    const place = this.#places.get(key);
    if (place === undefined) {
      if (inputs.length >= MOST_INPUTS) return;
      this.#places.set(key, inputs.length);
      inputs.push(input);
    } else if (input.length < (inputs[place]?.length ?? 0)) {
      inputs[place] = input;
    }
  }

  pick(random: Random): Uint8Array {
    const [first, second] = random.oneIn(4) ? [this.#refused, this.#accepted] : [this.#accepted, this.#refused];
    return random.pick(first) ?? random.pick(second) ?? new Uint8Array(0);
  }
}
