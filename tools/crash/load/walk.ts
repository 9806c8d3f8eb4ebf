// What does one client do that takes every way through the service, the same each time?
import { setTimeout as sleep } from "node:timers/promises";
import { NoAnswer, type Client } from "./client.ts";
import type { Journal, ToldRun } from "./journal.ts";
import { nextWriter, primesVersion, type Packages } from "./packages.ts";
import type { Wanted } from "./wanted.ts";

export interface Walker {
  readonly client: Client;
  readonly packages: Packages;
  readonly journal: Journal;
}

type Way = (walker: Walker) => Promise<void>;

/** How long a program runs before it is canceled, and how long it would. */
const BEFORE_CANCEL_MS = 250;
const LONG_MS = 1500;
/** Long enough for an equal job to follow. */
const FOLLOWED_MS = 100;

/** Each is short, and needs no other but `install`, which comes first. */
export const WAYS = {
  install: async ({ client, journal }) => void (await client.install(nextWriter(journal))),
  "a run with files": async (walker) => void (await run(walker, walker.packages.table({ options: { debug: true } }))),
  "a run that is retained": async (walker) =>
    void (await run(walker, walker.packages.writer(1, 0, { options: { debug_keep_temp: true } }))),
  "a run that is refused": async (walker) => void (await run(walker, walker.packages.refused())),
  "an upload that breaks off": async ({ client, packages }) => {
    const told = await client.create(packages.primes());
    if (told !== null) await client.upload(told, { pauseMs: 20, breaksOff: true });
  },
  "a run that is canceled before its upload": async ({ client, packages }) => {
    const told = await client.create(packages.primes());
    if (told !== null) await client.cancel(told);
  },
  "a run that is canceled": async ({ client, packages }) => {
    const told = await client.create(packages.spawner(LONG_MS));
    if (told === null || (await client.upload(told)) !== 200) return;
    await sleep(BEFORE_CANCEL_MS);
    await client.cancel(told);
    await client.untilEnd(told);
  },
  "a run that is read and deleted": async (walker) => {
    const told = await run(walker, walker.packages.primes());
    if (told?.seen === null || told === null) return;
    await walker.client.readAll(told);
    await walker.client.remove(told);
  },
  "a job, and one that it answers": async (walker) => {
    const n = unused(walker);
    const first = await run(walker, walker.packages.job(n, 0));
    await run(walker, walker.packages.job(n, 0));
    if (first?.seen !== null && first !== null) await walker.client.remove(first);
  },
  "a job, and one that follows": async (walker) => {
    const n = unused(walker);
    await Promise.all([n, n].map((each) => run(walker, walker.packages.job(each, FOLLOWED_MS))));
  },
  "a job that runs anew": async (walker) =>
    void (await run(walker, walker.packages.job(1, 0, { options: { no_cache: true } }))),
  "a job with a file": async (walker) => {
    const { client, journal } = walker;
    if (journal.versions.every(({ id }) => id !== primesVersion().id)) await client.install(primesVersion());
    await run(walker, walker.packages.jobWithInputs());
  },
  "a validation": async ({ client }) => client.validate(primesVersion().zip),
} as const satisfies Record<string, Way>;

export type WayName = keyof typeof WAYS;

const LANES: readonly (readonly WayName[])[] = [
  ["a run with files", "a run that is retained", "a run that is refused", "a run that is read and deleted"],
  ["a run that is canceled before its upload", "an upload that breaks off", "a run that is canceled", "a validation"],
  [
    "a job, and one that it answers",
    "a job, and one that follows",
    "install",
    "a job that runs anew",
    "a job with a file",
  ],
];

/** Takes every way, several at once; resolves when all are gone or the server is. */
export async function walk(walker: Walker): Promise<void> {
  await go(walker, "install");
  await Promise.all(
    LANES.map(async (names) => {
      for (const name of names) await go(walker, name);
    }),
  );
}

/** Goes one way, as far as there are answers. */
export async function go(walker: Walker, name: WayName): Promise<void> {
  try {
    await WAYS[name](walker);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
  }
}

async function run({ client }: Walker, wanted: Wanted): Promise<ToldRun | null> {
  const told = await client.create(wanted);
  if (told === null) return null;
  if (!wanted.uploads || (await client.upload(told)) === 200) await client.untilEnd(told);
  return told;
}

/** A number that no job was of before, so that the cache knows none. */
function unused({ journal }: Walker): number {
  return 10 + journal.runs.size;
}
