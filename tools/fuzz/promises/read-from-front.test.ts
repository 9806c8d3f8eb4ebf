import { expect, test } from "vitest";
import { toBytes } from "../../../test-fixtures/archives/bytes.ts";
import { descriptor } from "../../../test-fixtures/archives/descriptor.ts";
import { rawZip } from "../../../test-fixtures/archives/raw-zip.ts";
import { readFromFront } from "./read-from-front.ts";

const HELLO = "hello hello hello";

function seen(archive: Uint8Array): Record<string, string> {
  return Object.fromEntries([...readFromFront(archive)].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
}

test.each([
  { signed: true, wide: false },
  { signed: true, wide: true },
  { signed: false, wide: false },
  { signed: false, wide: true },
])("`readFromFront()` finds the end of data whose length comes after it: %j", (form) => {
  const stored = { name: "s", content: HELLO, flags: 8, after: descriptor(HELLO, toBytes(HELLO), form) };
  const data = Uint8Array.of(3, 0);
  const deflated = { name: "d/", method: 8, data, flags: 8, after: descriptor("", data, form) };
  expect(seen(rawZip([stored, deflated, { name: "t", content: "x" }]))).toEqual({ s: HELLO, "d/": "", t: "x" });
});

test("`readFromFront()` believes local headers, and never sees the directory", () => {
  expect(seen(rawZip([{ name: "a", content: "x", local: { name: "b" } }]))).toEqual({ b: "x" });
  expect(seen(rawZip([{ name: "a", content: HELLO, local: { size: 5, compressedSize: 5 } }]))).toEqual({ a: "hello" });
});

test("`readFromFront()` throws where data has no end that can be seen", () => {
  const lost = rawZip([{ name: "a", content: HELLO, flags: 8 }]);
  expect(() => readFromFront(lost)).toThrow("no end");
  const empty = rawZip([{ name: "a", method: 8, data: new Uint8Array(0) }]);
  expect(() => readFromFront(empty)).toThrow("missing");
});
