import type { AcceptedArchive, ArchiveEntry, ArchiveVerdict } from "@mayfly/core";
import { describe, expect, test } from "vitest";
import { rawZip } from "../../test-fixtures/archives/raw-zip.ts";
import { archiveTarget, target } from "./archive-target.ts";
import { judge } from "./fuzz-loop.ts";
import { OUR_READER } from "./reader.ts";
import type { Reader } from "./reader.ts";
import { builtSeeds, seeds } from "./seeds.ts";

const GOOD = rawZip([
  { name: "d/", attributes: 0x10 },
  { name: "d/a", content: "hello hello hello", method: 8 },
  { name: "d/b", content: "world" },
]);
const DOTTED = rawZip([{ name: "./a" }]);
const WRONG_CRC = rawZip([{ name: "a", content: "hello", crc32: 1 }]);
const OTHER_NAME = rawZip([{ name: "a", content: "hello", local: { name: "b" } }]);
const REFUSED = rawZip([{ name: "../a" }]);

test("the reader keeps every promise on every seed", () => {
  for (const seed of seeds()) {
    const outcome = judge(target, seed);
    expect("promise" in outcome ? outcome : null).toBeNull();
  }
});

test("the reader keeps every promise on each truncation, and on each change of a byte", () => {
  for (const seed of builtSeeds()) {
    for (const place of seed.keys()) {
      const mutants = [seed.slice(0, place)];
      for (const change of [1, 0x20, 0x80, 0xff]) {
        const mutant = seed.slice();
        mutant[place] = (mutant[place] ?? 0) ^ change;
        mutants.push(mutant);
      }
      for (const mutant of mutants) {
        const outcome = judge(target, mutant);
        expect("promise" in outcome ? outcome : null).toBeNull();
      }
    }
  }
});

test("`archiveTarget()` tells what came of an input", () => {
  expect(target(GOOD)).toMatchObject({ accepted: true, codes: [] });
  expect(target(DOTTED)).toMatchObject({ accepted: true, codes: ["ARCHIVE_DOT_SEGMENT_DROPPED"] });
  expect(target(WRONG_CRC)).toMatchObject({ accepted: false, codes: ["ARCHIVE_CRC_MISMATCH"] });
  expect(target(REFUSED)).toMatchObject({ accepted: false, codes: ["PATH_TRAVERSAL"] });
});

function changed(change: (verdict: AcceptedArchive) => ArchiveVerdict): Pick<Reader, "judge"> {
  return {
    judge(archive, options) {
      const verdict = OUR_READER.judge(archive, options);
      return verdict.verdict === "accepted" ? change(verdict) : verdict;
    },
  };
}

function withEntries(change: (entry: ArchiveEntry, place: number) => Partial<ArchiveEntry>): Pick<Reader, "judge"> {
  return changed((verdict) => ({
    ...verdict,
    entries: verdict.entries.map((entry, place) => ({ ...entry, ...change(entry, place) })),
  }));
}

const { zlib, fflate } = OUR_READER.codecs;
const FAULTY: readonly (readonly [promise: string, input: Uint8Array, fault: Partial<Reader>])[] = [
  [
    "throws",
    GOOD,
    changed(() => {
      throw new RangeError("a bug");
    }),
  ],
  ["refused-without-a-problem", GOOD, changed(() => ({ verdict: "refused", problems: [] }))],
  [
    "refused-by-a-warning",
    REFUSED,
    {
      judge(archive) {
        const verdict = OUR_READER.judge(archive);
        if (verdict.verdict === "accepted") return verdict;
        return { ...verdict, problems: verdict.problems.map((each) => ({ ...each, severity: "warning" })) };
      },
    },
  ],
  [
    "reads-too-much",
    GOOD,
    {
      judge(archive, options) {
        options?.onRead?.(100 * archive.length);
        return OUR_READER.judge(archive, options);
      },
    },
  ],
  ["unknown-flags", rawZip([{ name: "a", flags: 0x20 }]), readsAs(rawZip([{ name: "a" }]))],
  ["unknown-method", rawZip([{ name: "a", method: 9 }]), readsAs(rawZip([{ name: "a" }]))],
  ["wrong-type", rawZip([{ name: "a", attributes: 0o120777 * 0x1_0000 }]), readsAs(rawZip([{ name: "a" }]))],
  ["wrong-type", rawZip([{ name: "a", attributes: 0x10 }]), readsAs(rawZip([{ name: "a" }]))],
  ["unsafe-path", GOOD, withEntries(() => ({ path: "../x" }))],
  ["collision", GOOD, withEntries(({ path }) => ({ path: path === "d/b" ? "D/A" : path }))],
  ["data-outside", GOOD, withEntries(() => ({ dataOffset: 1e6 }))],
  ["data-overlaps", GOOD, withEntries((entry, place) => (place === 2 ? { dataOffset: 40 } : { dataOffset: 38 }))],
  ["entry-too-large", GOOD, withEntries(() => ({ size: 1e9 }))],
  ["strict-accepts", DOTTED, { judge: (archive, options) => OUR_READER.judge(archive, { ...options, strict: false }) }],
  ["strict-refuses", rawZip([{ name: "a", attributes: 0o106755 * 0x1_0000 }]), strictByMistake()],
  ["codecs-disagree", GOOD, { codecs: { zlib, fflate: { ...fflate, checksum: { crc32: () => 7 } } } }],
  ["canonical-differs", rawZip([{ name: "a", attributes: 0o100755 * 0x1_0000 }]), blindWhenStrict()],
  ["front-differs", OTHER_NAME, readsAs(rawZip([{ name: "a", content: "hello" }]))],
  ["fflate-differs", OTHER_NAME, readsAs(rawZip([{ name: "b", content: "hello" }]))],
];

/** Sees no executable bit when it reads strictly. */
function blindWhenStrict(): Partial<Reader> {
  const blind = withEntries(() => ({ executable: false }));
  return { judge: (archive, options) => (options?.strict === true ? blind : OUR_READER).judge(archive, options) };
}

/** Overlooks something, and so takes the first input for `archive`. */
function readsAs(archive: Uint8Array): Partial<Reader> {
  let first: Uint8Array | null = null;
  return {
    judge(input, options) {
      first ??= input;
      return OUR_READER.judge(input === first ? archive : input, options);
    },
  };
}

function strictByMistake(): Partial<Reader> {
  return {
    judge(archive, options) {
      return options?.strict === true ? OUR_READER.judge(REFUSED, options) : OUR_READER.judge(archive, options);
    },
  };
}

describe("`archiveTarget()` finds a reader that", () => {
  test.each(FAULTY)("%s", (promise, input, fault) => {
    expect(judge(archiveTarget({ ...OUR_READER, ...fault }), input)).toMatchObject({ promise });
  });
});
