import { nobleSha256 } from "@mayfly/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeSha256 } from "./node-sha256.ts";

test.each([
  ["nodeSha256", nodeSha256],
  ["nobleSha256", nobleSha256],
])("%s digests `abc` as FIPS 180-4 says, at once and in pieces", (_name, sha256) => {
  const digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(sha256.of(Uint8Array.of(97, 98, 99))()).toBe(digest);
  const stream = sha256.create();
  for (const byte of [97, 98, 99]) stream.update(Uint8Array.of(byte));
  expect(stream.hex()).toBe(digest);
});

test("both give one digest for any bytes, at once and in pieces", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
      const whole = Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
      const digests = [nodeSha256, nobleSha256].flatMap((sha256) => {
        const stream = sha256.create();
        for (const chunk of chunks) stream.update(chunk);
        return [sha256.of(whole)(), stream.hex()];
      });
      expect(new Set(digests).size).toBe(1);
    }),
  );
});
