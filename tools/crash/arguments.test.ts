// Does the crash command understand what is asked of it, and refuse nonsense?
import { describe, expect, test } from "vitest";
import { parseOrder } from "./arguments.ts";

const parse = (...args: string[]) => parseOrder(args, 42, 2);

describe("`parseOrder()`", () => {
  test("takes what is not given from chance, and 30 rounds", () => {
    const plain = {
      kind: "crash",
      rounds: 30,
      processes: false,
      points: false,
      faults: false,
      operations: false,
      only: null,
      seed: 42,
      workers: 2,
    };
    expect(parse()).toEqual(plain);
    expect(parse("--processes")).toEqual({ ...plain, processes: true });
    expect(parse("300", "--seed", "7", "--workers", "1")).toEqual({ ...plain, rounds: 300, seed: 7, workers: 1 });
  });

  test("does no random rounds where points or faults are asked for, unless it is told how many", () => {
    expect(parse("--points")).toMatchObject({ rounds: 0, points: true, faults: false });
    expect(parse("--points", "--processes")).toMatchObject({ rounds: 30, points: true, processes: true });
    expect(parse("5", "--faults", "--only", "open")).toMatchObject({
      rounds: 5,
      points: false,
      faults: true,
      only: "open",
    });
  });

  test.each([
    [["many"], 'rounds cannot be "many".'],
    [["1", "2"], '"1 2" is more than a number of rounds.'],
    [["--seed", "-1"], ""],
    [["--workers", "0"], 'workers cannot be "0".'],
    [["--only", "x"], "--only chooses among --points, --operations and --faults."],
  ])("refuses %j", (args, why) => {
    expect(parse(...args)).toEqual({ kind: "wrong", why: expect.stringContaining(`Cannot crash: ${why}`) });
  });
});
