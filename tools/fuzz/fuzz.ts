// How does fuzzing go, from the first input to the finds?
import type { FuzzOrder } from "./arguments.ts";
import { judge, kindOf } from "./fuzz-loop.ts";
import type { Find } from "./fuzz-loop.ts";
import { FuzzThread } from "./fuzz-thread.ts";
import { minimise } from "./minimise.ts";
import type { Target } from "./target.ts";
import { sum } from "./totals.ts";
import type { Totals } from "./totals.ts";

export interface FuzzOptions extends Omit<FuzzOrder, "kind"> {
  /** A module that exports `target`. */
  readonly target: URL;
  readonly seeds: readonly Uint8Array[];
  /** How long one input may take, in milliseconds. */
  readonly patience?: number;
  /** How much memory a thread may take, in MiB. */
  readonly memory?: number;
  /** Called about once a second. */
  readonly onProgress?: (totals: Totals, seconds: number, finds: number) => void;
}

export interface FuzzReport {
  readonly totals: Totals;
  readonly seconds: number;
  /** One of each kind, as small as it gets. */
  readonly finds: readonly Find[];
}

/** Long enough for any input on any machine. */
const PATIENCE = 10_000;
/** Far above what small inputs need. */
const MEMORY = 512;
const TICK = 1000;
/** So far apart that no two threads of two runs with neighbouring seeds are the same. */
const SEED_STEP = 0x1_0000_0000;
/** What never comes back cannot be tried out again and again. */
const UNTOUCHABLE: readonly string[] = ["hangs", "too-much-memory", "ends-the-thread"];

export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { runs, seconds, workers, patience = PATIENCE, memory = MEMORY } = options;
  const start = performance.now();
  const passed = (): number => (performance.now() - start) / 1000;
  const threads = Array.from({ length: workers }, (_, index) => {
    const share = runs === null ? null : Math.floor(runs / workers) + (index < runs % workers ? 1 : 0);
    const seed = options.seed + index * SEED_STEP;
    return new FuzzThread({ target: options.target.href, seeds: options.seeds, seed, runs: share, patience, memory });
  });
  const all = (): Totals => sum(threads.map(({ totals }) => totals));
  const finds = (): Map<string, Find> =>
    new Map(threads.flatMap((each) => each.finds.map((find) => [kindOf(find), find])));
  const ticks = setInterval(() => options.onProgress?.(all(), passed(), finds().size), TICK);
  let enough: NodeJS.Timeout | undefined;
  if (seconds !== null) {
    void Promise.race(threads.map(({ begun }) => begun)).then(() => {
      enough = setTimeout(() => void Promise.all(threads.map((each) => each.end())), seconds * 1000);
    });
  }
  await Promise.all(threads.map(({ ended }) => ended));
  clearInterval(ticks);
  clearTimeout(enough);
  const report = { totals: all(), seconds: passed() };
  const { target } = (await import(options.target.href)) as { target: Target };
  return { ...report, finds: [...finds().values()].map((find) => smallest(find, target)) };
}

function smallest(find: Find, target: Target): Find {
  if (UNTOUCHABLE.includes(find.promise)) return find;
  const broken = (input: Uint8Array): Find | null => {
    const outcome = judge(target, input);
    return "promise" in outcome && kindOf(outcome) === kindOf(find) ? outcome : null;
  };
  return broken(minimise(find.input, (input) => broken(input) !== null)) ?? find;
}
