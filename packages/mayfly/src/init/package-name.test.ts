import { describe, expect, test } from "vitest";
import { packageNameFault } from "./package-name.ts";

describe("packageNameFault()", () => {
  test.each(["a", "word-count", "2024", "a1-b2-c3", "x".repeat(64)])("accepts %s", (name) => {
    expect(packageNameFault(name)).toBeNull();
  });

  test.each(["", "Word", "word_count", "-a", "a-", "a--b", "a/b", "../a", ".", "größe", "a b", "a\n", "x".repeat(65)])(
    "refuses %j",
    (name) => expect(packageNameFault(name)).toMatch(/^a name is made of|^it has 65 characters/),
  );

  test("refuses what Windows keeps for a device", () => {
    expect(packageNameFault("con")).toBe("some systems keep this name for a device");
  });
});
