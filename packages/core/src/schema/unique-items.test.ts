import * as fc from "fast-check";
import { expect, test } from "vitest";
import { firstEqualItems } from "./unique-items.ts";

const equal = (list: readonly never[]) => firstEqualItems(list, () => {});

test("`firstEqualItems()` finds items that are equal as JSON, whatever the order of their members", () => {
  expect(firstEqualItems([{ a: 1, b: [null] }, 1, { b: [null], a: 1 }], () => {})).toEqual([0, 2]);
  expect(firstEqualItems([0, -0], () => {})).toEqual([0, 1]);
});

test("`firstEqualItems()` keeps apart what only looks alike", () => {
  const values = [
    1,
    "1",
    true,
    "true",
    null,
    "null",
    [],
    {},
    [1],
    ["1"],
    [[1]],
    { a: 1 },
    { a: "1" },
    "",
    [""],
    [null],
    [[], []],
    [[[]]],
  ];
  expect(equal(values as never[])).toBe(null);
});

test("`firstEqualItems()` finds the copy that was added to a list of different items", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.jsonValue(), { selector: (value) => JSON.stringify(value), minLength: 1, maxLength: 5 }),
      (list) => {
        const copy = JSON.parse(JSON.stringify(list[0])) as never;
        expect(equal([...list, copy] as never[])).not.toBe(null);
      },
    ),
  );
});

test("`firstEqualItems()` tells what it costs", () => {
  let steps = 0;
  firstEqualItems([[1, 2], { a: 1 }], (more) => void (steps += more));
  expect(steps).toBe(5);
});
