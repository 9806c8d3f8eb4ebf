// What do the tests of a cache put into it, and how do they ask?
import type { CacheEntry, PlaceQuery, Run, Ways } from "@mayfly/core";
import { aRun, aStep, BIRTH, idAt, type Wish } from "../a-run.ts";
import { A_SKILL } from "../parts-of-a-run.ts";

export const KEY = "c7".repeat(32);
export const TTL = 1000;

/** An entry that lives until `BIRTH + TTL`. */
export function anEntry(wish: Partial<CacheEntry> = {}): CacheEntry {
  const times = { createdAt: BIRTH, expiresAt: BIRTH + TTL };
  return { key: KEY, owner: "", outputs: idAt(7), skill: A_SKILL, ...times, hits: 0, bytes: 4711, ...wish };
}

/** A newborn run whose key is known. */
export function aKeyedRun(wish: Wish = {}): Run {
  return aRun({ kind: "installed", cache: { key: KEY, hit: null }, ...wish });
}

export function queryFor(run: Run, now: number = BIRTH): PlaceQuery {
  return { key: KEY, run: run.id, now, extendTo: now + TTL };
}

/** The ways of a newborn run: born as it is, born to follow, or born with what the entry tells. */
export function waysOf(run: Run): Ways {
  return {
    hit: ({ outputs }) => ({ kind: "birth", run: { ...run, outputs, cache: { key: KEY, hit: true } } }),
    follow: () => ({
      kind: "birth",
      run: { ...run, state: { phase: "following", attempt: null, followingSince: BIRTH } },
    }),
    lead: () => ({ kind: "birth", run }),
  };
}

/** The ways of a run that follows: it goes ahead, or stays as it is. */
export function waysOfFollower(run: Run): Ways {
  return {
    hit: () => ({ kind: "move", transition: aStep(run, "decide", run.updatedAt + 1) }),
    follow: () => null,
    lead: () => ({ kind: "move", transition: aStep(run, "enqueue", run.updatedAt + 1) }),
  };
}
