// How long does each side of a contest take?
import type { Contest, Row, Work } from "./bench.ts";

/** A clock, in milliseconds. */
type Now = () => number;

const ROUNDS = 15;
const WARM_UP_MS = 200;
const SAMPLE_MS = 8;

/**
 * Measures a contest in 15 rounds. In each round everyone takes one sample, and whoever began comes last in the next,
 * so that a machine that slows down slows down all alike.
 */
export async function measure(bench: string, contest: Contest, now: Now = () => performance.now()): Promise<Row[]> {
  const peers = Object.entries(contest.peers ?? {});
  const works = [contest.work, ...peers.map(([, work]) => work)];
  const calls: number[] = [];
  for (const work of works) calls.push(await callsPerSample(now, work, contest.after));
  const times: number[][] = works.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < works.length; turn += 1) {
      const index = (round + turn) % works.length;
      const work = works[index];
      if (work !== undefined) times[index]?.push(await sample(now, work, calls[index] ?? 1, contest.after));
    }
  }
  const own = times[0] ?? [];
  const row = { bench, case: contest.case, subject: contest.subject, median_ms: median(own) };
  if (peers.length === 0) return [{ ...row, peer: null, ratio: null }];
  return peers.map(([peer], index) => {
    const theirs = times[index + 1] ?? [];
    return { ...row, peer, ratio: median(own.map((each, round) => each / (theirs[round] ?? Number.NaN))) };
  });
}

/** The middle of `values`; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** Warms `work` up, and tells how many calls fill a sample. */
async function callsPerSample(now: Now, work: Work, after?: Work): Promise<number> {
  let spent = 0;
  let calls = 0;
  while (calls < 3 || spent < WARM_UP_MS) {
    spent += await timed(now, work, after);
    calls += 1;
  }
  return Math.max(1, Math.round((SAMPLE_MS * calls) / spent));
}

/** Milliseconds of one call, as the mean of `calls` in a row. */
async function sample(now: Now, work: Work, calls: number, after?: Work): Promise<number> {
  // Only the young garbage of whoever came before: a full collection also throws away compiled code that no living
  // object needs at the moment, and what is measured then is the compiler.
  globalThis.gc?.({ type: "minor" });
  let spent = 0;
  for (let call = 0; call < calls; call += 1) spent += await timed(now, work, after);
  return spent / calls;
}

async function timed(now: Now, work: Work, after?: Work): Promise<number> {
  const start = now();
  await work();
  const spent = now() - start;
  await after?.();
  return spent;
}
