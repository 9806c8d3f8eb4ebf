import { expect, test } from "vitest";
import { blobSource } from "./blob-source.ts";

test("`blobSource()` reads any range, and nothing beyond", async () => {
  const source = blobSource(new Blob([Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)]));
  expect(source.size).toBe(5);
  expect(await source.read(1, 3)).toEqual(Uint8Array.of(2, 3, 4));
  expect(await source.read(5, 0)).toEqual(new Uint8Array(0));
  await expect(source.read(4, 2)).rejects.toThrow(RangeError);
  await expect(source.read(-1, 1)).rejects.toThrow(RangeError);
});

test("`blobSource()` rejects when the file behind it became shorter", async () => {
  const blob = new Blob([Uint8Array.of(1, 2)]);
  const source = blobSource({ size: 9, slice: (from: number, to: number) => blob.slice(from, to) } as Blob);
  await expect(source.read(0, 9)).rejects.toThrow("shorter");
});
