import { describe, expect, test } from "vitest";
import type { RunId } from "../run/run-id.ts";
import { ActiveWork, type Work } from "./active-work.ts";

const A = "a" as RunId;
const B = "b" as RunId;

/** Lets everything that can go on without a timer go on. */
const pause = () => new Promise((resolve) => setImmediate(resolve));

function begun(work: Work | null): Work {
  if (work === null) throw new Error("There was other work.");
  return work;
}

/** What has become of a wait so far. */
function watched<T>(promise: Promise<T>): { value?: T } {
  const seen: { value?: T } = {};
  void promise.then((value) => {
    seen.value = value;
  });
  return seen;
}

describe("`begin()`", () => {
  test("starts work on a run while nobody works on it, and on others besides", () => {
    const active = new ActiveWork();
    const first = begun(active.begin(A));
    expect(active.begin(A)).toBeNull();
    expect(active.begin(B)).not.toBeNull();
    expect(active.size).toBe(2);
    first.finish();
    expect(active.begin(A)).not.toBeNull();
  });

  test("is not let in between two who hand over to each other", async () => {
    const active = new ActiveWork();
    const first = begun(active.begin(A));
    const next = active.beginAfterOthers(A);
    first.finish();
    expect(active.begin(A)).toBeNull();
    (await next).finish();
    expect(active.begin(A)).not.toBeNull();
  });
});

describe("`finish()`", () => {
  test("twice does not end the work of whoever came after", () => {
    const active = new ActiveWork();
    const first = begun(active.begin(A));
    first.finish();
    active.begin(A);
    first.finish();
    expect(active.begin(A)).toBeNull();
  });
});

describe("`beginAfterOthers()`", () => {
  test("starts at once on a run that nobody works on, and otherwise in the order of the asking", async () => {
    const active = new ActiveWork();
    const one = await active.beginAfterOthers(A);
    const two = watched(active.beginAfterOthers(A));
    const three = watched(active.beginAfterOthers(A));
    await pause();
    expect([two.value, three.value]).toEqual([undefined, undefined]);
    one.finish();
    await pause();
    expect([two.value !== undefined, three.value]).toEqual([true, undefined]);
    two.value?.finish();
    await pause();
    expect(three.value).toBeDefined();
    expect(active.size).toBe(1);
  });
});

describe("`beginAfterBrief()`", () => {
  test("waits for brief work and gives up before long work", async () => {
    const active = new ActiveWork();
    const brief = begun(active.begin(A, "brief"));
    const waiting = watched(active.beginAfterBrief(A));
    await pause();
    expect(waiting).toEqual({});
    brief.finish();
    await pause();
    expect(waiting.value).toBeTruthy();
    expect(await active.beginAfterBrief(A)).toBeNull();
    expect(await active.beginAfterBrief(B)).not.toBeNull();
  });

  test("gives up when long work waits behind brief work already", async () => {
    const active = new ActiveWork();
    active.begin(A, "brief");
    void active.beginAfterOthers(A);
    expect(await active.beginAfterBrief(A)).toBeNull();
  });
});

describe("`takeOver()`", () => {
  test("asks everybody in the line to stop, with the reason, and starts after the last of them", async () => {
    const active = new ActiveWork();
    const first = begun(active.begin(A));
    const second = watched(active.beginAfterOthers(A));
    const other = begun(active.begin(B));
    const mine = watched(active.takeOver(A, "canceled"));
    expect(first.signal.reason).toBe("canceled");
    expect(other.signal.aborted).toBe(false);
    first.finish();
    await pause();
    expect(second.value?.signal.reason).toBe("canceled");
    expect(mine).toEqual({});
    second.value?.finish();
    await pause();
    expect(mine.value?.signal.aborted).toBe(false);
  });
});

describe("`stopAll()`", () => {
  test("asks all work to stop and resolves when nothing goes on, work that came meanwhile included", async () => {
    const active = new ActiveWork();
    const one = begun(active.begin(A));
    const two = begun(active.begin(B));
    expect(active.closed).toBe(false);
    let stopped = false;
    const stopping = active.stopAll("shutdown").then(() => {
      stopped = true;
    });
    expect(active.closed).toBe(true);
    expect([one.signal.reason, two.signal.reason]).toEqual(["shutdown", "shutdown"]);
    const late = active.takeOver(A, "canceled");
    one.finish();
    two.finish();
    await pause();
    expect(stopped).toBe(false);
    (await late).finish();
    await stopping;
    expect(active.size).toBe(0);
  });

  test("resolves at once when nothing goes on", async () => {
    await new ActiveWork().stopAll("shutdown");
  });
});
