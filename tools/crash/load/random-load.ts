// What do many clients do at once, each as chance has it?
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../fuzz/random.ts";
import { NoAnswer, type Client } from "./client.ts";
import type { Journal, ToldRun } from "./journal.ts";
import { nextWriter, PRIMES, primesVersion, type Packages } from "./packages.ts";
import type { Wanted } from "./wanted.ts";

interface Actor {
  readonly client: Client;
  readonly journal: Journal;
  readonly packages: Packages;
  readonly random: Random;
}

const ACTORS = 5;

/** Keeps the server busy until it is gone. */
export async function randomLoad(actor: Actor, alive: () => boolean): Promise<void> {
  const act = async (): Promise<void> => {
    while (alive()) {
      try {
        await oneAct(actor);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        await sleep(5);
      }
    }
  };
  await Promise.all(Array.from({ length: ACTORS }, act));
}

async function oneAct(actor: Actor): Promise<void> {
  const { client, packages, random } = actor;
  const n = random.below(4);
  const ms = random.below(300);
  const debug = { options: { debug_keep_temp: random.oneIn(2), debug: random.oneIn(2) } };
  switch (random.below(14)) {
    case 0:
      return run(actor, packages.primes(debug));
    case 1:
      return run(actor, packages.table(debug));
    case 2:
      return run(actor, packages.writer(n, ms, { options: { debug_keep_temp: true } }));
    case 3:
      return canceled(actor, packages.spawner(2000));
    case 4:
      return canceled(actor, packages.writer(n, ms));
    case 5:
      return run(actor, packages.refused());
    case 6:
      return paced(actor, random.oneIn(2));
    case 7:
    case 8:
    case 9:
      return run(actor, packages.job(n, ms));
    case 10:
      return run(actor, packages.job(n, ms, { options: { no_cache: true } }));
    case 11:
      return run(actor, packages.jobWithInputs());
    case 12:
      return installed(actor);
    default:
      await client.create(packages.primes());
      return client.validate(primesVersion().zip);
  }
}

async function run({ client, random }: Actor, wanted: Wanted): Promise<void> {
  const told = await client.create(wanted);
  if (told === null) return;
  if (wanted.uploads) await client.upload(told);
  await client.untilEnd(told);
  if (told.seen === null) return;
  if (random.oneIn(3)) await client.readAll(told);
  if (random.oneIn(3)) await client.remove(told);
}

async function canceled({ client, random }: Actor, wanted: Wanted): Promise<void> {
  const told = await client.create(wanted);
  if (told === null) return;
  const uploading = client.upload(told).catch(notAnswered);
  await sleep(random.below(400));
  await client.cancel(told).catch(notAnswered);
  await uploading;
  await client.untilEnd(told);
}

async function paced({ client, packages, random }: Actor, breaksOff: boolean): Promise<void> {
  const told = await client.create(packages.table());
  if (told === null) return;
  await client.upload(told, { pauseMs: random.below(300), breaksOff }).catch(notAnswered);
  if (told.started === "granted") await client.untilEnd(told);
}

/** The next version of the writer, or prime-check where it is not there yet. */
async function installed({ client, journal }: Actor): Promise<void> {
  if (journal.versions.every(({ id }) => id !== PRIMES)) await client.install(primesVersion());
  await client.install(nextWriter(journal));
}

/** What one of two at once did not hear does not keep the other from going on. */
function notAnswered(error: unknown): void {
  if (!(error instanceof NoAnswer)) throw error;
}

/** Runs that still wait for their upload may have it yet. */
export function awaiting(journal: Journal): readonly ToldRun[] {
  return [...journal.runs.values()].filter(
    ({ wanted, started, cancel, delete: gone }) =>
      wanted.uploads && started !== "granted" && cancel === "no" && gone === "no",
  );
}
