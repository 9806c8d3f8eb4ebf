import { appendFileSync, lstatSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readFound, streamFound, type FoundFile } from "./found-file.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "mayfly-found-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function found(content: string | Uint8Array): FoundFile {
  const place = join(root, "file");
  writeFileSync(place, content);
  return { path: "skill/file", place, seen: lstatSync(place) };
}

function streamed(file: FoundFile): Buffer {
  const chunks: Buffer[] = [];
  streamFound(file, (chunk) => void chunks.push(Buffer.from(chunk)));
  return Buffer.concat(chunks);
}

describe("readFound() and streamFound()", () => {
  test.each([0, 1, 256 * 1024, 600_001])("give all of %d bytes", (size) => {
    const content = Buffer.from(new Uint8Array(size).map((_, at) => at % 251));
    const file = found(content);
    expect(content.equals(readFound(file))).toBe(true);
    expect(content.equals(streamed(file))).toBe(true);
  });

  test("refuse a file that is another one by now, longer, or a link", () => {
    const file = found("first");
    writeFileSync(join(root, "other"), "other");
    renameSync(join(root, "other"), file.place);
    expect(() => readFound(file)).toThrow("it changed meanwhile");
    const grown = found("first");
    appendFileSync(grown.place, "more");
    expect(() => streamed(grown)).toThrow("it changed meanwhile");
    const linked = found("first");
    renameSync(linked.place, join(root, "other"));
    symlinkSync("other", linked.place);
    expect(() => readFound(linked)).toThrow("ELOOP");
  });
});
