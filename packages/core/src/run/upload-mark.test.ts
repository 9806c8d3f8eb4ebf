import fc from "fast-check";
import { expect, test } from "vitest";
import { uploadLikeness, type UploadMark } from "./upload-mark.ts";

const mark: fc.Arbitrary<UploadMark> = fc.record({
  key: fc.constantFrom(null, "k", "l"),
  digest: fc.constantFrom(null, "d", "e"),
});

test.each([
  [null, { key: "k", digest: "d" }, "other"],
  [{ key: "k", digest: null }, { key: "k", digest: null }, "same"],
  [{ key: "k", digest: null }, { key: "k", digest: "d" }, "same"],
  [{ key: "k", digest: "d" }, { key: "k", digest: null }, "same"],
  [{ key: "k", digest: "d" }, { key: "l", digest: "d" }, "same"],
  [{ key: null, digest: "d" }, { key: null, digest: "d" }, "same"],
  [{ key: "k", digest: "d" }, { key: "k", digest: "e" }, "contradicts"],
  [{ key: "k", digest: "d" }, { key: "l", digest: "e" }, "other"],
  [{ key: "k", digest: null }, { key: "l", digest: "d" }, "other"],
  [{ key: null, digest: null }, { key: null, digest: null }, "other"],
] as const)("`uploadLikeness()` of %j and %j is %s", (there, sent, likeness) => {
  expect(uploadLikeness(there, sent)).toBe(likeness);
});

test("law: `uploadLikeness()` needs something that both said and that is equal, and is the same either way round", () => {
  fc.assert(
    fc.property(mark, mark, (one, other) => {
      const shared = [one.key === other.key && one.key, one.digest === other.digest && one.digest];
      const likeness = uploadLikeness(one, other);
      expect(uploadLikeness(other, one)).toBe(likeness);
      expect(likeness === "other").toBe(!shared.some((each) => typeof each === "string"));
      if (typeof shared[1] === "string") expect(likeness).toBe("same");
    }),
  );
});
