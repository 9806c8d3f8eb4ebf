import { deflateRawSync } from "node:zlib";
import { ok } from "neverthrow";
import { describe, expect, test } from "vitest";
import { bufferSource } from "../bytes/buffer-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { ONE_CALL_BYTES, type Inflate } from "../bytes/inflate.ts";
import { bytes, rawZip, type RawEntry } from "../../../../test-fixtures/archives/raw-zip.ts";
import type { ArchiveEntry } from "./archive.ts";
import { DEFAULT_PACKAGE_LIMITS } from "./limits.ts";
import { readArchiveSync } from "./read-archive.ts";
import { readEntry, readEntrySync, streamEntry, streamEntrySync } from "./read-entry.ts";

const CODECS = { inflate: fflateInflate, checksum: tableCrc32 };

function prepared(entry: RawEntry): {
  source: ReturnType<typeof bufferSource>;
  entry: ArchiveEntry;
  archive: Uint8Array;
} {
  const archive = rawZip([entry]);
  const source = bufferSource(archive);
  const verdict = readArchiveSync(source, DEFAULT_PACKAGE_LIMITS);
  if (verdict.verdict === "refused") throw new Error(`The fixture is refused: ${verdict.problems[0]?.message}`);
  const [listed] = verdict.entries;
  if (listed === undefined) throw new Error("The fixture has no entry");
  return { source, entry: listed, archive };
}

function codeOf(raw: RawEntry): string {
  const { source, entry } = prepared(raw);
  const result = readEntrySync(source, entry, CODECS);
  return result.isErr() ? result.error.code : "ok";
}

const SMALL = "hello ".repeat(100);
const LARGE = new Uint8Array(3 * ONE_CALL_BYTES).map((_, place) => (place * place) >>> 7);

describe.each([
  ["small and stored", { name: "f", content: SMALL }],
  ["small and deflated", { name: "f", content: SMALL, method: 8 }],
  ["empty", { name: "f" }],
  ["empty and deflated", { name: "f", method: 8 }],
  ["large and stored", { name: "f", content: LARGE }],
  ["large and deflated", { name: "f", content: LARGE, method: 8 }],
  [
    "small, in large data",
    {
      name: "f",
      data: bytes(
        new Uint8Array(5 * 210_000).map((_, place) => [0, 0, 0, 255, 255][place % 5] ?? 0),
        Uint8Array.of(3, 0),
      ),
      method: 8,
    },
  ],
] satisfies [string, RawEntry][])("an entry that is %s", (_, raw: RawEntry) => {
  const expected =
    typeof raw.content === "string" ? new TextEncoder().encode(raw.content) : (raw.content ?? new Uint8Array(0));

  test("comes back as it was, at once and later", async () => {
    const { source, entry } = prepared(raw);
    expect(Buffer.compare(readEntrySync(source, entry, CODECS)._unsafeUnwrap(), expected)).toBe(0);
    expect(Buffer.compare((await readEntry(source, entry, CODECS))._unsafeUnwrap(), expected)).toBe(0);
  });

  test("comes in chunks that make the whole, and their number of bytes", async () => {
    const { source, entry } = prepared(raw);
    const chunks: Uint8Array[] = [];
    expect(streamEntrySync(source, entry, CODECS, (chunk) => void chunks.push(chunk.slice()))).toEqual(
      ok(expected.length),
    );
    expect(Buffer.compare(Buffer.concat(chunks), expected)).toBe(0);
    const later: Uint8Array[] = [];
    expect(await streamEntry(source, entry, CODECS, async (chunk) => void later.push(chunk.slice()))).toEqual(
      ok(expected.length),
    );
    expect(Buffer.compare(Buffer.concat(later), expected)).toBe(0);
  });

  test("is refused when its checksum is another, also when that is 0", () => {
    expect(codeOf({ ...raw, crc32: 12345 })).toBe("ARCHIVE_CRC_MISMATCH");
    if (expected.length > 0) expect(codeOf({ ...raw, crc32: 0 })).toBe("ARCHIVE_CRC_MISMATCH");
  });
});

describe.each([
  ["one call", SMALL],
  ["a stream", LARGE],
])("readEntrySync() in %s refuses", (_, content: string | Uint8Array) => {
  const data = Uint8Array.from(deflateRawSync(content));
  const raw = { name: "f", content, method: 8 };

  test("one byte more than is declared (zip I2)", () => {
    expect(codeOf({ ...raw, size: content.length - 1 })).toBe("ARCHIVE_CONTENT_TOO_LONG");
  });

  test("one byte fewer than is declared (zip I2)", () => {
    const { source, entry } = prepared({ ...raw, size: content.length + 1 });
    expect(readEntrySync(source, entry, CODECS)._unsafeUnwrapErr()).toMatchObject({
      code: "ARCHIVE_CONTENT_TOO_SHORT",
      entry: "f",
      message: `Cannot read the entry "f": it inflates to only ${content.length} bytes.`,
    });
  });

  test("bytes after the stream (zip I3)", () => {
    expect(codeOf({ ...raw, data: bytes(data, new Uint8Array(1)) })).toBe("ARCHIVE_CONTENT_TRAILING");
    expect(codeOf({ ...raw, data: bytes(data, data) })).toBe("ARCHIVE_CONTENT_TRAILING");
  });

  test("a stream that is cut off (zip I1)", () => {
    expect(codeOf({ ...raw, data: data.subarray(0, -1) })).toBe("ARCHIVE_DEFLATE_INVALID");
  });

  test("what is no stream (zip I1)", () => {
    const broken = Uint8Array.from(data);
    broken[0] = 7;
    const { source, entry } = prepared({ ...raw, data: broken });
    expect(readEntrySync(source, entry, CODECS)._unsafeUnwrapErr()).toMatchObject({
      code: "ARCHIVE_DEFLATE_INVALID",
      message: 'Cannot read the entry "f": its data is not a valid deflate stream: a block has the invalid type 3.',
    });
  });
});

test("`readEntrySync()` gives nothing for a folder, and reads nothing", () => {
  const { entry } = prepared({ name: "d/", method: 8 });
  const source = { size: 0, readSync: () => expect.unreachable("a folder has no content") };
  expect(readEntrySync(source, entry, CODECS)).toEqual(ok(new Uint8Array(0)));
});

test("`readEntrySync()` gives bytes of its own", () => {
  const { source, entry, archive } = prepared({ name: "f", content: "abc" });
  const content = readEntrySync(source, entry, CODECS)._unsafeUnwrap();
  content.fill(0);
  expect(new TextDecoder().decode(archive.subarray(31, 34))).toBe("abc");
});

test("`readEntrySync()` does not trust an inflater that gives too few or too many bytes", () => {
  for (const [length, code] of [
    [SMALL.length - 1, "ARCHIVE_CONTENT_TOO_SHORT"],
    [SMALL.length + 1, "ARCHIVE_CONTENT_TOO_LONG"],
  ] as const) {
    const { source, entry } = prepared({ name: "f", content: SMALL, method: 8 });
    const inflate: Inflate = { ...fflateInflate, inflate: () => ok(new Uint8Array(length)) };
    expect(readEntrySync(source, entry, { ...CODECS, inflate })._unsafeUnwrapErr().code).toBe(code);
  }
});

test("`streamEntry()` awaits a receiver that answers later, one chunk at a time", async () => {
  const { source, entry } = prepared({ name: "f", content: LARGE, method: 8 });
  let open = 0;
  const received: Uint8Array[] = [];
  const result = await streamEntry(source, entry, CODECS, async (chunk) => {
    open += 1;
    expect(open).toBe(1);
    await Promise.resolve();
    received.push(chunk.slice());
    open -= 1;
  });
  expect(result).toEqual(ok(LARGE.length));
  expect(Buffer.compare(Buffer.concat(received), LARGE)).toBe(0);
});

describe("when a receiver throws", () => {
  const thrown = new Error("disk full");
  function closing(): { inflate: Inflate; closed: () => number } {
    let closed = 0;
    const inflate: Inflate = {
      ...fflateInflate,
      open: (size) => {
        const stream = fflateInflate.open(size);
        return {
          push: (chunk, last) => stream.push(chunk, last),
          pull: () => stream.pull(),
          close: () => void (closed += 1),
        };
      },
    };
    return { inflate, closed: () => closed };
  }

  test("`streamEntrySync()` throws it on and closes the inflater", () => {
    const { source, entry } = prepared({ name: "f", content: LARGE, method: 8 });
    const { inflate, closed } = closing();
    const receive = () => {
      throw thrown;
    };
    expect(() => streamEntrySync(source, entry, { ...CODECS, inflate }, receive)).toThrow(thrown);
    expect(closed()).toBe(1);
  });

  test("`streamEntry()` rejects with it and closes the inflater", async () => {
    const { source, entry } = prepared({ name: "f", content: LARGE, method: 8 });
    const { inflate, closed } = closing();
    await expect(streamEntry(source, entry, { ...CODECS, inflate }, () => Promise.reject(thrown))).rejects.toBe(thrown);
    expect(closed()).toBe(1);
  });
});

test("`streamEntrySync()` reads a large entry in pieces", () => {
  for (const method of [0, 8]) {
    const { source, entry } = prepared({ name: "f", content: LARGE, method });
    let longest = 0;
    const pieces = {
      size: source.size,
      readSync: (offset: number, length: number) => (
        (longest = Math.max(longest, length)),
        source.readSync(offset, length)
      ),
    };
    expect(streamEntrySync(pieces, entry, CODECS, () => undefined).isOk()).toBe(true);
    expect(longest).toBe(Math.min(64 * 1024, entry.compressedSize));
  }
});
