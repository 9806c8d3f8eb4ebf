import { describe, expect, test } from "vitest";
import { readReference, resolvePath } from "./reference.ts";

describe("readReference()", () => {
  test.each([
    ["#", { kind: "file", path: "a/b.json", fragment: "" }],
    ["#/x%20y", { kind: "file", path: "a/b.json", fragment: "/x y" }],
    ["c.json#d", { kind: "file", path: "a/c.json", fragment: "d" }],
    ["./c.json", { kind: "file", path: "a/c.json", fragment: "" }],
    ["../c%20d.json", { kind: "file", path: "c d.json", fragment: "" }],
    ["https://x.org/y#z", { kind: "id", id: "https://x.org/y", fragment: "z" }],
    ["urn:x:y", { kind: "id", id: "urn:x:y", fragment: "" }],
    ["../../c.json", { kind: "broken" }],
    ["%2e%2e/../c.json", { kind: "broken" }],
    ["/etc/passwd", { kind: "broken" }],
    ["..\\c.json", { kind: "broken" }],
    ["c.json?x", { kind: "broken" }],
    ["%zz", { kind: "broken" }],
    ["#%zz", { kind: "broken" }],
  ])("reads %s", (ref, expected) => {
    expect(readReference(ref, "a/b.json")).toMatchObject(expected);
  });
});

test("`resolvePath()` never leaves the package", () => {
  expect(resolvePath("../x", "a.json")).toBe(null);
  expect(resolvePath("a/../../x", "a.json")).toBe(null);
  expect(resolvePath(".//x/../y", "a/b/c.json")).toBe("a/b/y");
});
