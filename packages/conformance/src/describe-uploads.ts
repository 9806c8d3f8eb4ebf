// Does an adapter keep the promises of `Uploads`?
import { memoryIds } from "@mayfly/core/memory";
import type { AttemptId, RunId, UploadPart, Uploads } from "@mayfly/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bodyOf, bytesOf, sha256Of, textOf } from "./bytes-of.ts";
import { expectFaults, NO_TRAIT, type Traits } from "./traits.ts";

export interface UploadsUnderTest extends Traits {
  readonly uploads: Uploads;
  /** Frees whatever the adapter holds; called after each test. */
  close(): Promise<void>;
}

/** The suite of the `Uploads` port. `create` makes an adapter with nothing in it; it is called before each test. */
export function describeUploads(name: string, create: () => Promise<UploadsUnderTest>): void {
  describe(`${name} keeps the promises of Uploads`, () => {
    let under: UploadsUnderTest;
    let uploads: Uploads;
    let run: RunId;
    let attempt: AttemptId;

    beforeEach(async () => {
      under = await create();
      uploads = under.uploads;
      run = memoryIds.runId();
      attempt = memoryIds.attemptId();
    });
    afterEach(() => under.close());

    const receive = (
      body: AsyncIterable<Uint8Array>,
      {
        maxBytes = 1000,
        signal = new AbortController().signal,
        part = "package",
      }: { readonly maxBytes?: number; readonly signal?: AbortSignal; readonly part?: UploadPart } = {},
    ) => uploads.receive(run, attempt, part, body, maxBytes, signal);

    const expectNothingLeft = async (): Promise<void> => {
      expect((await uploads.list())._unsafeUnwrap()).toEqual([]);
      expect((await uploads.measure(run))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
      expect((await uploads.open(run, attempt, "package"))._unsafeUnwrap()).toBe(null);
    };

    test("`receive()` tells size and digest, and `open()` hands the same bytes back at any position", async () => {
      const received = await receive(bodyOf(bytesOf("skill "), bytesOf("package")));
      expect(received._unsafeUnwrap()).toEqual({ bytes: 13, sha256: await sha256Of(bytesOf("skill package")) });

      const part = (await uploads.open(run, attempt, "package"))._unsafeUnwrap();
      expect(part?.size).toBe(13);
      expect(textOf((await part?.read(0, 13)) ?? bytesOf(""))).toBe("skill package");
      expect(textOf((await part?.read(6, 4)) ?? bytesOf(""))).toBe("pack");
      expect(await part?.read(13, 0)).toHaveLength(0);
      await expect(part?.read(10, 4)).rejects.toThrow();
      await expect(part?.read(-1, 2)).rejects.toThrow();
      await part?.close();
    });

    test("`freeBytes()` tells a number of bytes, also while a part is coming, and leaves nothing", async () => {
      const tellsBytes = async (): Promise<void> => {
        const free = (await uploads.freeBytes())._unsafeUnwrap();
        expect(Number.isInteger(free) && free >= 0).toBe(true);
      };
      await tellsBytes();
      await expectNothingLeft();
      async function* asking() {
        yield bytesOf("skill ");
        await tellsBytes();
        yield bytesOf("package");
      }
      expect((await receive(asking()))._unsafeUnwrap().bytes).toBe(13);
      await uploads.remove(run);
      await expectNothingLeft();
    });

    test("`receive()` takes exactly `maxBytes` bytes", async () => {
      expect((await receive(bodyOf(bytesOf("12345")), { maxBytes: 5 })).isOk()).toBe(true);
    });

    test("`receive()` stops at the first chunk past `maxBytes` and leaves nothing", async () => {
      let given = 0;
      async function* endless() {
        for (;;) {
          given += 1;
          yield bytesOf("12345678");
        }
      }
      const refused = await receive(endless(), { maxBytes: 20 });
      expect(refused._unsafeUnwrapErr()).toEqual({ kind: "too_large", limit: 20 });
      expect(given).toBe(3);
      await expectNothingLeft();
    });

    test("`receive()` asks for one chunk at a time", async () => {
      const asked = { most: 0, now: 0, given: 0 };
      const next = async (): Promise<IteratorResult<Uint8Array>> => {
        asked.now += 1;
        asked.most = Math.max(asked.most, asked.now);
        await new Promise((resolve) => setImmediate(resolve));
        asked.now -= 1;
        if (asked.given === 50) return { done: true, value: undefined };
        asked.given += 1;
        return { done: false, value: bytesOf("x") };
      };
      expect((await receive({ [Symbol.asyncIterator]: () => ({ next }) }))._unsafeUnwrap().bytes).toBe(50);
      expect(asked.most).toBe(1);
    });

    test("`receive()` leaves nothing when the sender breaks off", async () => {
      async function* breaking() {
        yield bytesOf("half");
        throw new Error("connection reset");
      }
      expect((await receive(breaking()))._unsafeUnwrapErr()).toMatchObject({ kind: "broken_off" });
      await expectNothingLeft();
    });

    test("`receive()` leaves nothing when it is aborted while the sender stands still", async () => {
      const abort = new AbortController();
      async function* standingStill() {
        yield bytesOf("half");
        setTimeout(() => abort.abort(), 5);
        await new Promise(() => undefined);
      }
      const refused = await receive(standingStill(), { signal: abort.signal });
      expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: "broken_off" });
      await expectNothingLeft();
    });

    test("`receive()` keeps nothing under a signal that was aborted before", async () => {
      const refused = await receive(bodyOf(bytesOf("late")), { signal: AbortSignal.abort() });
      expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: "broken_off" });
      await expectNothingLeft();
    });

    test("`receive()` of one part that fails leaves the other part alone", async () => {
      await receive(bodyOf(bytesOf("package")));
      await receive(bodyOf(bytesOf("too much")), { part: "inputs", maxBytes: 2 });
      expect((await uploads.open(run, attempt, "inputs"))._unsafeUnwrap()).toBe(null);
      const part = (await uploads.open(run, attempt, "package"))._unsafeUnwrap();
      expect(part?.size).toBe(7);
      await part?.close();
    });

    test("`open()` keeps attempts and parts apart", async () => {
      await receive(bodyOf(bytesOf("mine")));
      expect((await uploads.open(run, memoryIds.attemptId(), "package"))._unsafeUnwrap()).toBe(null);
      expect((await uploads.open(run, attempt, "inputs"))._unsafeUnwrap()).toBe(null);
      expect((await uploads.open(memoryIds.runId(), attempt, "package"))._unsafeUnwrap()).toBe(null);
    });

    test("`remove()` removes every part of every attempt of that run, and counts as `measure()` did", async () => {
      const other = memoryIds.runId();
      const signal = new AbortController().signal;
      await receive(bodyOf(bytesOf("package")));
      await receive(bodyOf(bytesOf("inputs")), { part: "inputs" });
      await uploads.receive(run, memoryIds.attemptId(), "package", bodyOf(bytesOf("again")), 100, signal);
      await uploads.receive(other, attempt, "package", bodyOf(bytesOf("other")), 100, signal);
      expect([...(await uploads.list())._unsafeUnwrap()].sort()).toEqual([run, other].sort());

      expect((await uploads.measure(run))._unsafeUnwrap()).toEqual({ files: 3, bytes: 18 });
      expect((await uploads.remove(run))._unsafeUnwrap()).toEqual({ files: 3, bytes: 18 });
      expect((await uploads.open(run, attempt, "package"))._unsafeUnwrap()).toBe(null);
      expect((await uploads.list())._unsafeUnwrap()).toEqual([other]);
    });

    test("every call answers a fault when the place is out of reach, and none throws", async ({ skip }) => {
      skip(under.unavailable === undefined, NO_TRAIT.unavailable);
      await receive(bodyOf(bytesOf("package")));
      await under.unavailable?.();
      await expectFaults<Uploads>({
        receive: () => receive(bodyOf(bytesOf("inputs")), { part: "inputs" }),
        open: () => uploads.open(run, attempt, "package"),
        measure: () => uploads.measure(run),
        remove: () => uploads.remove(run),
        list: () => uploads.list(),
        freeBytes: () => uploads.freeBytes(),
      });
    });

    test("`remove()` of nothing is ok", async () => {
      expect((await uploads.remove(run))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
    });
  });
}
