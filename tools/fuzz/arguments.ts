// What was asked of the fuzz command?
import { parseArgs } from "node:util";

export interface FuzzOrder {
  readonly kind: "fuzz";
  /** `null` where only the number of runs ends it. */
  readonly seconds: number | null;
  readonly runs: number | null;
  readonly seed: number;
  readonly workers: number;
}

export type Order =
  | FuzzOrder
  | { readonly kind: "input"; readonly file: string }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly why: string };

export const HELP = `Give the archive reader inputs that nobody thought of, and see whether it keeps its promises.

  pnpm fuzz [seconds]            for so many seconds, 60 unless given
  pnpm fuzz --runs 1000000       for so many inputs, however long it takes
  pnpm fuzz --seed 7             the same inputs again, with as many workers and the same fixtures
  pnpm fuzz --workers 1          in so many threads, one a processor unless given
  pnpm fuzz --input found.zip    judges one file, and tells what came of it

It starts from the archives in test-fixtures/archives, changes their records so that they still nearly fit, and goes
on from every mutant that is judged in a new way. Each has to get a verdict; what is accepted has to be safe, the same
to every codec and to other readers, and the same again when it is written anew.

A find is cut down and written to test-fixtures/archives/found, where a test tries it from then on.

It ends with 0 when nothing was found, with 1 when something was, and with 2 when it was asked for nonsense.`;

const DEFAULT_SECONDS = 60;

/** `chance` and `processors` stand in for what is not given. */
export function parseOrder(args: readonly string[], chance: number, processors: number): Order {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        runs: { type: "string" },
        seed: { type: "string" },
        workers: { type: "string" },
        input: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: "help" };
  if (values.input !== undefined) return { kind: "input", file: values.input };
  if (positionals.length > 1) return wrong(`"${positionals.join(" ")}" is more than a number of seconds.`);
  const [seconds] = positionals;
  const numbers = { seconds, runs: values.runs, seed: values.seed, workers: values.workers };
  for (const [name, text] of Object.entries(numbers)) {
    if (text !== undefined && !isCount(text, name === "seed" ? 0 : 1)) return wrong(`${name} cannot be "${text}".`);
  }
  const runs = values.runs === undefined ? null : Number(values.runs);
  return {
    kind: "fuzz",
    runs,
    seconds: seconds === undefined ? (runs === null ? DEFAULT_SECONDS : null) : Number(seconds),
    seed: values.seed === undefined ? chance : Number(values.seed),
    workers: values.workers === undefined ? processors : Number(values.workers),
  };
}

function isCount(text: string, least: number): boolean {
  return /^\d{1,15}$/.test(text) && Number(text) >= least;
}

function wrong(why: string): Order {
  return { kind: "wrong", why: `Cannot fuzz: ${why}` };
}
