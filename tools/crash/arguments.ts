// What was asked of the crash command?
import { parseArgs } from "node:util";

export interface CrashOrder {
  readonly kind: "crash";
  /** Rounds with random kills. */
  readonly rounds: number;
  /** Whether in those not the server is killed, but processes that it started. */
  readonly processes: boolean;
  /** Whether a server is killed at every point, too. */
  readonly points: boolean;
  /** Whether every operation is made to fail, too. */
  readonly faults: boolean;
  /** Whether a server is killed before every operation, too. */
  readonly operations: boolean;
  /** Points, faults and operations alone whose name holds this; `null` for all. */
  readonly only: string | null;
  readonly seed: number;
  /** Rounds at once. */
  readonly workers: number;
}

export type Order = CrashOrder | { readonly kind: "help" } | { readonly kind: "wrong"; readonly why: string };

export const HELP = `Kill a server in the middle of its work, again and again, and see from outside whether it kept its promises.

  pnpm crash [rounds]            rounds with kills at random moments, 30 unless given
  pnpm crash 20 --processes      the same where not the server dies, but processes that it started
  pnpm crash --points            a kill just before and just after every call of every port
  pnpm crash --operations        a kill just before every operation on files and records
  pnpm crash --faults            every operation on files and records fails once, and for a while; nobody is killed
  pnpm crash 300 --points --operations --faults   all of it
  pnpm crash --seed 7            the same wishes and moments again
  pnpm crash --only commit       with these three: those alone whose name holds this
  pnpm crash --workers 1         rounds at once, one a processor unless given

A round starts a real server on a fresh data folder, keeps it busy (uploads, jobs, installs, cancels, deletes), and
kills it. The next server is killed too, while it recovers. The third is left alone: it recovers, gets late uploads and
a new run, sweeps every shard, and is audited. The audit asks the server nothing: it reads the database, walks the
folders, looks for processes, and holds both against what clients were told.

What is found is told with the command that does it again, and the folder stays for a look. How a machine's load falls
is not in the seed, so a find may take a few tries.

It ends with 0 when nothing was found, with 1 when something was, and with 2 when it was asked for nonsense.`;

const DEFAULT_ROUNDS = 30;

/** `chance` and `processors` stand in for what is not given. */
export function parseOrder(args: readonly string[], chance: number, processors: number): Order {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        processes: { type: "boolean" },
        points: { type: "boolean" },
        faults: { type: "boolean" },
        operations: { type: "boolean" },
        only: { type: "string" },
        seed: { type: "string" },
        workers: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: "help" };
  if (positionals.length > 1) return wrong(`"${positionals.join(" ")}" is more than a number of rounds.`);
  const [rounds] = positionals;
  const { processes = false, points = false, faults = false, operations = false, only = null, seed, workers } = values;
  for (const [name, text, least] of [
    ["rounds", rounds, 0],
    ["seed", seed, 0],
    ["workers", workers, 1],
  ] as const) {
    if (text !== undefined && !isCount(text, least)) return wrong(`${name} cannot be "${text}".`);
  }
  const all = !points && !faults && !operations;
  if (only !== null && all) return wrong("--only chooses among --points, --operations and --faults.");
  return {
    kind: "crash",
    rounds: rounds === undefined ? (all || processes ? DEFAULT_ROUNDS : 0) : Number(rounds),
    processes,
    points,
    faults,
    operations,
    only,
    seed: seed === undefined ? chance : Number(seed),
    workers: workers === undefined ? processors : Number(workers),
  };
}

function isCount(text: string, least: number): boolean {
  return /^\d{1,9}$/.test(text) && Number(text) >= least;
}

function wrong(why: string): Order {
  return { kind: "wrong", why: `Cannot crash: ${why}` };
}
