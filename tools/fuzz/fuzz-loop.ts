// What happens with one input after another?
import { Corpus } from "./corpus.ts";
import { messageShape } from "./message-shape.ts";
import { mutate } from "./mutations/mutate.ts";
import { Random } from "./random.ts";
import { BrokenPromise } from "./target.ts";
import type { Outcome, Target } from "./target.ts";
import type { Totals } from "./totals.ts";

export interface Find {
  readonly promise: string;
  readonly message: string;
  readonly input: Uint8Array;
}

/** One that takes longer, every time that it is tried, is wrong by that alone. */
const MOST_MS = 250;
const TRIES = 3;
/** Whoever has that many knows enough. */
const MOST_FINDS = 20;

export interface LoopOptions {
  readonly target: Target;
  readonly seeds: readonly Uint8Array[];
  readonly seed: number;
  /** Called before each input is judged. */
  readonly onInput?: (input: Uint8Array) => void;
}

/** Judges the seeds, and then their mutants and those of every mutant that goes a new way. */
export class FuzzLoop {
  #inputs = 0;
  #accepted = 0;
  #refused = 0;
  readonly #codes: Record<string, number> = {};
  readonly #options: LoopOptions;
  readonly #random: Random;
  readonly #corpus = new Corpus();
  /** One of each kind is enough. */
  readonly #finds = new Map<string, Find>();
  #next = 0;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
  }

  get totals(): Totals {
    const codes = { ...this.#codes };
    return { inputs: this.#inputs, accepted: this.#accepted, refused: this.#refused, codes, corpus: this.#corpus.size };
  }

  get finds(): readonly Find[] {
    return [...this.#finds.values()];
  }

  /** Judges the next `count` inputs. */
  run(count: number): void {
    for (let index = 0; index < count; index += 1) this.#judge(this.#input());
  }

  #input(): Uint8Array {
    const seed = this.#options.seeds[this.#next];
    this.#next += 1;
    if (seed !== undefined) return seed;
    return mutate(this.#corpus.pick(this.#random), this.#corpus.pick(this.#random), this.#random);
  }

  #judge(input: Uint8Array): void {
    this.#options.onInput?.(input);
    this.#inputs += 1;
    const start = performance.now();
    const outcome = judge(this.#options.target, input);
    if (performance.now() - start > MOST_MS && isSlow(this.#options.target, input)) {
      this.#found({ promise: "slow", message: `It takes more than ${MOST_MS} ms.`, input });
    }
    if ("promise" in outcome) return this.#found(outcome);
    this.#corpus.offer(input, outcome);
    if (outcome.accepted) this.#accepted += 1;
    else this.#refused += 1;
    for (const code of new Set(outcome.codes)) this.#codes[code] = (this.#codes[code] ?? 0) + 1;
  }

  #found(find: Find): void {
    const kind = kindOf(find);
    if (!this.#finds.has(kind) && this.#finds.size < MOST_FINDS) this.#finds.set(kind, find);
  }
}

/** Two finds of one kind have most likely one cause. */
export function kindOf({ promise, message }: Find): string {
  return `${promise}: ${messageShape(message)}`;
}

/** What came of it, or what is wrong. */
export function judge(target: Target, input: Uint8Array): Outcome | Find {
  try {
    return target(input);
  } catch (error) {
    if (error instanceof BrokenPromise) return { promise: error.promise, message: error.message, input };
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { promise: "throws", message, input };
  }
}

/** By the time that the processor took, so that a busy machine makes nothing slow. */
function isSlow(target: Target, input: Uint8Array): boolean {
  for (let time = 0; time < TRIES; time += 1) {
    const start = process.threadCpuUsage();
    judge(target, input);
    const { user, system } = process.threadCpuUsage(start);
    if ((user + system) / 1000 <= MOST_MS) return false;
  }
  return true;
}
