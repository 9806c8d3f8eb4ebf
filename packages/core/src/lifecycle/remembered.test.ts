import { err, ok, type Result } from "neverthrow";
import { describe, expect, test } from "vitest";
import { Remembered } from "./remembered.ts";

type Found = Result<string, string>;

/** Asks for `key`, and counts how often it is looked for. */
function asking(most: number) {
  const remembered = new Remembered<string, string>(most);
  let looks = 0;
  const get = (key: string, find: () => Promise<Found> = async () => ok(key)): Promise<Found> =>
    remembered.get(
      key,
      () => {
        looks += 1;
        return find();
      },
      (value) => value,
    );
  return { get, looks: () => looks };
}

describe("Remembered", () => {
  test("`get()` looks for a value once, however many ask meanwhile or later", async () => {
    const { get, looks } = asking(8);
    const answer = Promise.withResolvers<Found>();
    const asked = [1, 2, 3].map(() => get("a", () => answer.promise));
    answer.resolve(ok("a"));
    expect(await Promise.all(asked)).toEqual([ok("a"), ok("a"), ok("a")]);
    expect(await get("a")).toEqual(ok("a"));
    expect(looks()).toBe(1);
  });

  test("`get()` tells an error to all who ask meanwhile, and then looks again", async () => {
    const { get, looks } = asking(8);
    const refused = async (): Promise<Found> => err("no");
    expect(await Promise.all([get("a", refused), get("a", refused)])).toEqual([err("no"), err("no")]);
    expect(looks()).toBe(1);
    expect(await get("a")).toEqual(ok("a"));
  });

  test("`get()` looks again after a look that threw", async () => {
    const { get } = asking(8);
    await expect(get("a", () => Promise.reject(new Error("A bug.")))).rejects.toThrow("A bug.");
    expect(await get("a")).toEqual(ok("a"));
  });

  test("`get()` keeps a value that belongs to another key under that one alone", async () => {
    const { get, looks } = asking(8);
    expect(await get("a", async () => ok("b"))).toEqual(ok("b"));
    expect(await get("b")).toEqual(ok("b"));
    expect(looks()).toBe(1);
    await get("a");
    expect(looks()).toBe(2);
  });

  test("`get()` forgets what nobody has asked for the longest", async () => {
    const { get, looks } = asking(2);
    for (const key of ["a", "b", "a", "c"]) await get(key);
    expect(looks()).toBe(3);
    await get("a");
    expect(looks()).toBe(3);
    await get("b");
    expect(looks()).toBe(4);
  });
});
