import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { readStandardInput } from "./read-standard-input.ts";

describe("readStandardInput()", () => {
  test("reads all there is, up to the limit", async () => {
    const chunks = [Buffer.from("ab"), Buffer.from("c")];
    expect(await readStandardInput(Readable.from(chunks), 3)).toEqual(Buffer.from("abc"));
  });

  test("stops reading what is larger", async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        asked += 1;
        yield new Uint8Array(10);
      }
    }
    expect(await readStandardInput(endless(), 25)).toBeNull();
    expect(asked).toBe(3);
  });
});
