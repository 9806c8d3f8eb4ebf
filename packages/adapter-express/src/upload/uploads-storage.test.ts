// Are the files of a form kept one after the other?
import type { Request } from "express";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { wait } from "../testing/upload-socket.ts";
import { createUploadsStorage } from "./uploads-storage.ts";

describe("createUploadsStorage()", () => {
  test("begins with a file only when the one before is kept, and counts their bytes", async () => {
    const steps: string[] = [];
    const storage = createUploadsStorage(async (field, body) => {
      steps.push(`${field} begins`);
      for await (const chunk of body) steps.push(`${field} ${chunk.length}`);
      await wait(20);
      steps.push(`${field} kept`);
    });
    for (const [fieldname, bytes] of [
      ["a", 3],
      ["b", 4],
    ] as const) {
      const file = { fieldname, stream: Readable.from([Buffer.alloc(bytes)]) } as Express.Multer.File;
      storage._handleFile({} as Request, file, () => steps.push(`${fieldname} told`));
    }
    await storage.idle();
    expect(steps).toEqual(["a begins", "a 3", "a kept", "a told", "b begins", "b 4", "b kept", "b told"]);
    expect(storage.taken).toBe(7);
  });
});
