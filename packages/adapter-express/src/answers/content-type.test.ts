// Is a type promised only where the name says one?
import { describe, expect, test } from "vitest";
import { contentType } from "./content-type.ts";

describe("contentType()", () => {
  test.for([
    ["report.md", "text/markdown; charset=utf-8"],
    ["a/b.CSV", "text/csv; charset=utf-8"],
    ["chart.svg", "image/svg+xml"],
    ["data.tar.gz", "application/octet-stream"],
    ["README", "application/octet-stream"],
    [".md/file", "application/octet-stream"],
    ["a.constructor", "application/octet-stream"],
    ["", "application/octet-stream"],
  ] as const)("of %s is %s", ([path, type]) => {
    expect(contentType(path)).toBe(type);
  });
});
