import { expect, test } from "vitest";
import { rawZip } from "../../../test-fixtures/archives/raw-zip.ts";
import { OUR_READER } from "../reader.ts";
import { seeds } from "../seeds.ts";
import { lengthOf, putTogether, refit } from "./put-together.ts";
import { takeApart } from "./take-apart.ts";

const TWO = rawZip(
  [
    { name: "a", content: "hello hello hello", method: 8 },
    { name: "b/c", content: "x" },
  ],
  { zip64: {} },
);

test("`putTogether()` gives back every archive that `takeApart()` took apart", () => {
  const archives = seeds();
  const apart = archives.flatMap((archive) => {
    const parts = takeApart(archive);
    return parts === null ? [] : [{ archive, parts }];
  });
  expect(apart.length).toBeGreaterThan(archives.length / 2);
  for (const { archive, parts } of apart) {
    expect(Buffer.compare(putTogether(parts), archive)).toBe(0);
    expect(lengthOf(parts)).toBe(archive.length);
  }
});

test("`takeApart()` gives `null` for what is no archive", () => {
  expect(takeApart(new Uint8Array(0))).toBeNull();
  expect(takeApart(new Uint8Array(100))).toBeNull();
  expect(takeApart(TWO.subarray(0, 60))).toBeNull();
});

test("`refit()` changes nothing where everything fits", () => {
  const parts = takeApart(TWO);
  if (parts === null) throw new Error("It is an archive.");
  refit(parts);
  expect(putTogether(parts)).toEqual(TWO);
});

test("`refit()` makes an archive whole again that lost an entry, or had a name changed", () => {
  const parts = takeApart(TWO);
  if (parts === null) throw new Error("It is an archive.");
  const [first, second] = parts.centrals;
  parts.locals = parts.locals.filter((each) => each !== first?.local);
  parts.centrals = parts.centrals.filter((each) => each !== first);
  const name = new TextEncoder().encode("a/longer/name");
  for (const part of [second, second?.local]) if (part !== undefined && part !== null) part.name = name;
  expect(OUR_READER.judge(putTogether(parts)).verdict).toBe("refused");
  refit(parts);
  const verdict = OUR_READER.judge(putTogether(parts));
  expect(verdict).toMatchObject({ verdict: "accepted", entries: [{ path: "a/longer/name" }] });
});
