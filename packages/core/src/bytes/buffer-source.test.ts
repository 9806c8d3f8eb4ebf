import { describe, expect, test } from "vitest";
import { bufferSource } from "./buffer-source.ts";

describe("bufferSource()", () => {
  const source = bufferSource(Uint8Array.of(1, 2, 3, 4));

  test("reads any range, at once and later", async () => {
    expect(source.size).toBe(4);
    expect([...source.readSync(1, 2)]).toEqual([2, 3]);
    expect([...source.readSync(0, 4)]).toEqual([1, 2, 3, 4]);
    expect([...source.readSync(4, 0)]).toEqual([]);
    expect([...(await source.read(3, 1))]).toEqual([4]);
  });

  test.each([
    [-1, 1],
    [0, 5],
    [4, 1],
    [2, -1],
  ])("throws for %i bytes at %i, which it does not have", async (offset, length) => {
    expect(() => source.readSync(offset, length)).toThrow(`Cannot read ${length} bytes at ${offset}: there are 4`);
    await expect(source.read(offset, length)).rejects.toThrow(RangeError);
  });
});
