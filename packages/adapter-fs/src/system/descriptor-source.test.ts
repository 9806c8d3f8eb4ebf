import { mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDescriptorSource } from "./descriptor-source.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mayfly-source-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(bytes: Uint8Array): Promise<string> {
  const path = join(folder, Math.random().toString(36));
  await writeFile(path, bytes);
  return path;
}

const CONTENT = Uint8Array.from({ length: 700_000 }, (_, place) => (place * 2654435761) >>> 11);

test("law: `openDescriptorSource()` answers any reads in any order with the file's bytes, and never changes an answer", async () => {
  const path = await file(CONTENT);
  const request = fc.record({
    offset: fc.nat(CONTENT.length),
    length: fc.oneof(fc.nat(300), fc.nat(400_000)),
    near: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(request, { maxLength: 30 }), (requests) => {
      const source = openDescriptorSource(path);
      try {
        let last = 0;
        const answers = requests.map(({ offset, length, near }) => {
          const start = near ? Math.min(last + (offset % 5000), CONTENT.length) : offset;
          const end = Math.min(start + length, CONTENT.length);
          last = end;
          return { start, end, bytes: source.readSync(start, end - start) };
        });
        for (const { start, end, bytes } of answers)
          expect(Buffer.compare(bytes, CONTENT.subarray(start, end))).toBe(0);
      } finally {
        source.close();
      }
    }),
    { numRuns: 200 },
  );
});

test("`openDescriptorSource()` refuses a range that leaves the file", async () => {
  const source = openDescriptorSource(await file(Uint8Array.of(1, 2, 3)));
  expect(source.size).toBe(3);
  for (const [offset, length] of [
    [-1, 1],
    [0, -1],
    [2, 2],
    [4, 0],
  ] as const)
    expect(() => source.readSync(offset, length)).toThrow(RangeError);
  source.close();
});

test("`openDescriptorSource()` follows no link and takes no folder", async () => {
  const path = await file(Uint8Array.of(1));
  await symlink(path, `${path}.link`);
  expect(() => openDescriptorSource(`${path}.link`)).toThrow("ELOOP");
  expect(() => openDescriptorSource(folder)).toThrow("it is no file");
  expect(() => openDescriptorSource(`${path}.missing`)).toThrow("ENOENT");
});

test("`openDescriptorSource()` says so when the file becomes shorter", async () => {
  const path = await file(CONTENT);
  const source = openDescriptorSource(path);
  await truncate(path, 100);
  expect(() => source.readSync(0, 200)).toThrow("shorter");
  source.close();
});
