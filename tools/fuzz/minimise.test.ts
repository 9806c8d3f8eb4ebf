import { expect, test } from "vitest";
import { rawZip } from "../../test-fixtures/archives/raw-zip.ts";
import { minimise } from "./minimise.ts";
import { OUR_READER } from "./reader.ts";

test("`minimise()` leaves only the bytes that matter, and clears the rest", () => {
  const input = Uint8Array.from({ length: 500 }, (_, place) => (place % 7) + 1);
  input[123] = 200;
  input[321] = 201;
  const holds = (bytes: Uint8Array): boolean => bytes.includes(200) && bytes.indexOf(201) > bytes.indexOf(200);
  expect([...minimise(input, holds)]).toEqual([200, 201]);
});

test("`minimise()` takes whole entries out of an archive, which no cut of bytes could", () => {
  const archive = rawZip([
    { name: "one", content: "1" },
    { name: "two/../x", content: "2" },
    { name: "three", content: "3", comment: Uint8Array.of(1, 2, 3) },
  ]);
  const refusedFor = (bytes: Uint8Array): string[] => {
    const verdict = OUR_READER.judge(bytes);
    return verdict.verdict === "refused" ? verdict.problems.map(({ code }) => code) : [];
  };
  const smallest = minimise(archive, (bytes) => refusedFor(bytes).join() === "PATH_TRAVERSAL");
  expect(refusedFor(smallest)).toEqual(["PATH_TRAVERSAL"]);
  expect(smallest.length).toBeLessThan(archive.length / 2);
});

test("`minimise()` gives back what cannot be made smaller", () => {
  const input = Uint8Array.of(1, 2, 3);
  expect(minimise(input, () => false)).toEqual(input);
});
