import { setTimeout as sleep } from "node:timers/promises";
import { nobleSha256, type Sha256 } from "@mayfly/core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { DATA_BYTES, deskIn, HELPED, STATE, stateAt, type Desk } from "./desk.ts";
import { nodeSha256 } from "./node-sha256.ts";
import { ofTwoThreads, threadedSha256 } from "./threaded-sha256.ts";

/** The first megabyte is digested without the other thread. */
const FIRST_MEGABYTE = new Uint8Array(1024 * 1024 + 1);

/** A desk at which nobody helps, though it says so. */
function forsakenDesk(): Desk {
  const desk = deskIn();
  desk.words[HELPED] = 1;
  return desk;
}

function fileOf(size: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) => (at * 31 + seed * 7919) >> 3);
}

/** Digests files one after the other into the same memory, and asks for the digests at the end. */
function digestsOf(of: Sha256["of"], files: readonly Uint8Array[]): string[] {
  const scratch = new Uint8Array(Math.max(0, ...files.map(({ length }) => length)));
  const asked = files.map((file) => {
    scratch.set(file);
    return of(scratch.subarray(0, file.length));
  });
  return asked.map((hex) => hex());
}

const SIZES = fc.array(fc.oneof(fc.nat(5000), fc.nat(100_000), fc.constant(DATA_BYTES / 2)), { maxLength: 60 });

describe("with a thread that helps", () => {
  beforeAll(async () => {
    threadedSha256.of(FIRST_MEGABYTE)();
    // It begins when this thread has nothing to do; should it be late, its part is done here.
    await sleep(300);
  });

  test("any files have the digests that OpenSSL gives, asked for at the end", () => {
    fc.assert(
      fc.property(SIZES, (sizes) => {
        const files = sizes.map(fileOf);
        expect(digestsOf(threadedSha256.of, files)).toEqual(files.map((file) => nodeSha256.of(file)()));
      }),
      { numRuns: 30 },
    );
  });

  test("thousands of files pass over the desk, whether their digests are asked for or not", () => {
    const file = fileOf(4096, 1);
    for (let round = 0; round < 5000; round += 1) threadedSha256.of(file);
    expect(threadedSha256.of(file)()).toBe(nodeSha256.of(file)());
  });

  test("a digest can be asked for twice, before and after others were put down", () => {
    const [one, others] = [threadedSha256.of(fileOf(50_000, 3)), fileOf(60_000, 4)];
    const digest = one();
    for (let round = 0; round < 1000; round += 1) threadedSha256.of(others);
    expect([one(), digest]).toEqual(Array(2).fill(nobleSha256.of(fileOf(50_000, 3))()));
  });
});

test("a thread that never comes leaves all of it to this one", () => {
  const of = ofTwoThreads(forsakenDesk);
  of(FIRST_MEGABYTE)();
  const files = Array.from({ length: 700 }, (_, at) => fileOf(3000 + at * 20, at));
  expect(digestsOf(of, files)).toEqual(files.map((file) => nodeSha256.of(file)()));
});

test("a thread that ends in the middle of a file leaves its digest to this one", () => {
  const desk = forsakenDesk();
  const of = ofTwoThreads(() => desk);
  of(FIRST_MEGABYTE)();
  const file = fileOf(10_000, 5);
  const hex = of(file);
  // The first megabyte had the first number.
  expect(desk.words[stateAt(1)]).toBe(STATE.waiting);
  desk.words[stateAt(1)] = STATE.taken;
  expect(hex()).toBe(nodeSha256.of(file)());
});
