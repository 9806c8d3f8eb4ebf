// What does one client do that takes every way through the service, the same each time?
import { NoAnswer, type Client } from "./client.ts";
import { primesVersion, writerVersion, type Packages } from "./packages.ts";
import type { ToldRun } from "./journal.ts";
import type { Wanted } from "./wanted.ts";

/** Takes every way, several at once; resolves when all are gone or the server is. */
export async function walk(client: Client, packages: Packages): Promise<void> {
  await quiet(begin(client, packages));
}

async function begin(client: Client, packages: Packages): Promise<void> {
  await client.install(writerVersion(1));
  await Promise.all([temporary(client, packages), other(client, packages), jobs(client, packages)].map(quiet));
}

/** Temporary runs: with and without files, kept for debugging, refused. */
async function temporary(client: Client, packages: Packages): Promise<void> {
  const deleted = await run(client, packages.table({ options: { debug: true } }));
  await run(client, packages.writer(1, 0, { options: { debug_keep_temp: true } }));
  await run(client, packages.refused());
  if (deleted !== null) {
    await client.readAll(deleted);
    await client.remove(deleted);
  }
}

/** What breaks off: an upload, a wait, a program. */
async function other(client: Client, packages: Packages): Promise<void> {
  const unwanted = await client.create(packages.primes());
  if (unwanted !== null) await client.cancel(unwanted);
  const broken = await client.create(packages.primes());
  if (broken !== null) await quiet(client.upload(broken, { pauseMs: 20, breaksOff: true }).then(() => undefined));
  const running = await client.create(packages.spawner(1500));
  if (running !== null && (await client.upload(running)) === 200) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    await client.cancel(running);
    await client.untilEnd(running);
  }
  await client.validate(primesVersion().zip);
}

/** Jobs: the first, a hit, a follower, one that runs anew, one with files; and an upgrade in between. */
async function jobs(client: Client, packages: Packages): Promise<void> {
  const first = await run(client, packages.job(1, 0));
  await run(client, packages.job(1, 0));
  await Promise.all([packages.job(2, 100), packages.job(2, 100)].map((wanted) => run(client, wanted)));
  await client.install(writerVersion(2));
  await run(client, packages.job(1, 0, { options: { no_cache: true } }));
  await client.install(primesVersion());
  await run(client, packages.jobWithInputs());
  if (first !== null) await client.remove(first);
}

async function run(client: Client, wanted: Wanted): Promise<ToldRun | null> {
  const told = await client.create(wanted);
  if (told === null) return null;
  if (wanted.uploads) await client.upload(told);
  await client.untilEnd(told);
  return told;
}

async function quiet(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
  }
}
