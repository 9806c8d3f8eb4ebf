import { realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { whatFailed } from "./what-failed.ts";

function failure(path: string): Error {
  try {
    realpathSync(path);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error(`there is something at ${path}`);
}

describe("whatFailed()", () => {
  test("is what was named, when that is what the system refused", () => {
    expect(whatFailed("nowhere", failure("nowhere"))).toBe("nowhere");
    expect(whatFailed("nowhere/", failure(resolve("nowhere")))).toBe("nowhere/");
    expect(whatFailed("-", new Error("it is a terminal"))).toBe("-");
  });

  test("names the file within it otherwise", () => {
    const [folder, file] = [import.meta.dirname, join(import.meta.dirname, "nowhere")];
    expect(whatFailed(folder, failure(file))).toBe(`${folder} (${file})`);
  });
});
