import * as fc from "fast-check";
import { expect, test } from "vitest";
import { pointerSegments, pointerTo, valueAt } from "./json-pointer.ts";

test("`pointerSegments()` gives back the names that `pointerTo()` was given", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (path) => {
      expect(pointerSegments(pointerTo(path))).toEqual(path);
    }),
  );
});

test("`valueAt()` finds members and items, and nothing that is inherited or written in another way", () => {
  const value = { a: [{ "b/c": 1 }], "": null };
  expect(valueAt(value, "")).toBe(value);
  expect(valueAt(value, "/a/0/b~1c")).toBe(1);
  expect(valueAt(value, "/")).toBe(null);
  for (const missing of ["/a/1", "/a/00", "/a/length", "/toString", "a", "/a/0/b~1c/d"])
    expect(valueAt(value, missing)).toBeUndefined();
});
