// Does every call for records answer a fault when they are out of reach?
import type { RunCache, RunQueue, RunStore } from "@mayfly/core";
import { test } from "vitest";
import { aRun, aStep, BIRTH, idAt, keepRun, NO_GUARD } from "../a-run.ts";
import { withRecords, type OpenRecords, type RecordsUnderTest } from "../records-under-test.ts";
import { aKeyedRun, anEntry, KEY, queryFor, waysOf } from "../run-cache/an-entry.ts";
import { expectFaults, NO_TRAIT, type EveryCall } from "../traits.ts";

/** `callsOf` gives every call of one port. */
export function outOfReach<Port>(open: OpenRecords, callsOf: (records: RecordsUnderTest) => EveryCall<Port>): void {
  test("every call answers a fault when the records are out of reach, and none throws", ({ skip }) =>
    withRecords(open, async (records) => {
      skip(records.unavailable === undefined, NO_TRAIT.unavailable);
      await keepRun(records.runs, "queued", { id: idAt(1) });
      await records.cache.write(anEntry());
      await records.unavailable?.();
      await expectFaults(callsOf(records));
    })());
}

const run = aRun({ id: idAt(1) });
const step = aStep(run, "claim_upload", BIRTH + 1);
const keyed = aKeyedRun({ id: idAt(2) });

export function callsOfStore({ runs }: RecordsUnderTest): EveryCall<RunStore> {
  return {
    create: () => runs.create(aRun({ id: idAt(3) }), NO_GUARD),
    findKey: () => runs.findKey({ owner: "", kind: "temporary", key: "a" }, BIRTH),
    expireKeys: () => runs.expireKeys(BIRTH, 9),
    commit: () => runs.commit(step),
    find: () => runs.find(run.id),
    page: () => runs.page({ owner: "", kind: "temporary", phases: null, limit: 9, cursor: null }),
    inPhases: () => runs.inPhases(["queued"], 9),
    count: () => runs.count(["queued"]),
    due: () => runs.due(BIRTH, 9),
    history: () => runs.history(run.id),
    forget: () => runs.forget(run.id, 1),
  };
}

export function callsOfQueue({ queue }: RecordsUnderTest): EveryCall<Omit<RunQueue, "onQueued">> {
  return {
    take: () => queue.take((each) => aStep(each, "take", each.updatedAt + 1)),
    position: () => queue.position(run.id),
  };
}

export function callsOfCache({ cache }: RecordsUnderTest): EveryCall<RunCache> {
  return {
    find: () => cache.find(KEY, BIRTH),
    place: () => cache.place(queryFor(keyed), waysOf(keyed)),
    write: () => cache.write(anEntry()),
    drop: () => cache.drop(KEY, idAt(7)),
    followers: () => cache.followers(KEY, 9),
    leaderless: () => cache.leaderless(9),
    outputsInUse: () => cache.outputsInUse(idAt(7)),
    expire: () => cache.expire(BIRTH, 9),
    clear: () => cache.clear(),
    stats: () => cache.stats(),
  };
}
