// Is each archive here what its description says, and does it get the verdict that its name says?
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_PACKAGE_LIMITS, PROBLEM_CODES } from "@mayfly/core";
import type { ArchiveVerdict, Normalisation } from "@mayfly/core";
import { afterAll, describe, expect, test } from "vitest";
import { allFixtures } from "./all-fixtures.ts";
import { fileName, isRefused } from "./archive-fixture.ts";
import type { AcceptedFixture, ArchiveFixture } from "./archive-fixture.ts";
import { toBytes } from "./bytes.ts";
import { judgeWays } from "./judge-ways.ts";
import type { ArchiveToJudge, Judged } from "./judge-ways.ts";
import { writeFixtures } from "./write.ts";

const here = import.meta.dirname;
const temporary = mkdtempSync(join(tmpdir(), "archive-fixtures-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** Rows of the archive checklist that refuse, normalise, or say what must be accepted. */
const ROWS = [
  ...["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9"],
  ...["Z1", "Z2", "Z3", "Z4", "Z5", "Z6", "Z7"],
  ...["H1", "H2", "H3", "H4", "H5", "H6", "D1", "D2", "X1", "X2", "X3", "E1", "E2", "E3", "A1", "A2", "A3", "A4", "T1"],
  ...["N1", "N2", "N3", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P9", "K1", "K2", "M1"],
  ...["B1", "B2", "B3", "B4", "B5", "B6", "I1", "I2", "I3", "I4"],
];

/** What a strict reader refuses (zip S2, N1, N2, P4, P6, Z7). */
const STRICT: readonly Normalisation["code"][] = [
  "ARCHIVE_PADDING_DROPPED",
  "ARCHIVE_NAME_FROM_EXTRA",
  "ARCHIVE_NAME_FLAG_MISSING",
  "ARCHIVE_BACKSLASH_REPLACED",
  "ARCHIVE_DOT_SEGMENT_DROPPED",
  "ARCHIVE_ZIP64_SIZE_ALONE",
  "ARCHIVE_ZIP64_UNANNOUNCED",
  "ARCHIVE_DESCRIPTOR_FORM",
];

/** Decided by the file system on which an archive is extracted. */
const ONLY_ON_DISK = ["PATH_TOO_LONG_HERE"];

const accepted = allFixtures.filter((fixture): fixture is AcceptedFixture => !isRefused(fixture));
const refused = allFixtures.filter(isRefused);

function filesIn(folder: string): string[] {
  return ["accepted", "refused"].flatMap((verdict) =>
    readdirSync(join(folder, verdict)).map((name) => `${verdict}/${name}`),
  );
}

describe("the archives in this folder", () => {
  test("are byte for byte what their descriptions make, none missing and none besides", () => {
    const made = join(temporary, "made");
    writeFixtures(made);
    const names = filesIn(made);
    expect(filesIn(here)).toEqual(names);
    expect(names.filter((name) => !readFileSync(join(here, name)).equals(readFileSync(join(made, name))))).toEqual([]);
  });

  test("are small: none over 1.1 MB, and together under 3 MB", () => {
    const sizes = filesIn(here).map((name) => readFileSync(join(here, name)).length);
    expect(Math.max(...sizes)).toBeLessThan(1_100_000);
    expect(sizes.reduce((total, size) => total + size, 0)).toBeLessThan(3_000_000);
  });
});

describe("the descriptions", () => {
  test("have names in kebab-case, each once", () => {
    const names = allFixtures.map(({ what }) => what);
    expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
    const files = allFixtures.map(fileName);
    expect(files.filter((name, place) => files.indexOf(name) !== place)).toEqual([]);
  });

  test("have a refused archive or a note for each code of archives and paths, and never both", () => {
    const refusing = new Set<string>(refused.map(({ code }) => code));
    const noting = new Set<string>(accepted.flatMap(({ notes = [] }) => notes));
    const codes = Object.keys(PROBLEM_CODES).filter((code) => /^(?:ARCHIVE|PATH)_/.test(code));
    expect([...refusing, ...noting, ...ONLY_ON_DISK].toSorted()).toEqual(codes.toSorted());
  });

  test("are about every row of the checklist", () => {
    expect([...new Set(allFixtures.flatMap(({ rows }) => rows))].toSorted()).toEqual(ROWS.toSorted());
  });
});

function toJudge(fixture: ArchiveFixture): ArchiveToJudge {
  const bytes = fixture.bytes();
  const path = fixture.inMemoryOnly === true ? join(temporary, "archive.zip") : join(here, fileName(fixture));
  if (fixture.inMemoryOnly === true) writeFileSync(path, bytes);
  return { bytes, path, limits: { ...DEFAULT_PACKAGE_LIMITS, ...fixture.limits } };
}

function codesOf(verdict: ArchiveVerdict): string[] {
  const all = verdict.verdict === "refused" ? verdict.problems : verdict.normalisations;
  return [...new Set(all.map(({ code }) => code))];
}

/** Of which entry what is told. The sentences may differ: each codec has its own about what is wrong with a stream. */
function tellingsOf(verdict: ArchiveVerdict): unknown[] {
  const all = verdict.verdict === "refused" ? verdict.problems : verdict.normalisations;
  return all.map(({ code, entry }) => ({ code, entry }));
}

/** What is kept of an archive, in the form in which fixtures describe it. */
function treeOf({ verdict, contents }: Judged): unknown {
  if (verdict.verdict === "refused") return codesOf(verdict);
  const files = verdict.entries.filter(({ kind }) => kind === "file");
  const folders = verdict.entries.filter(({ kind }) => kind === "directory");
  return {
    files: Object.fromEntries(files.map(({ path }) => [path, hash(contents.get(path) ?? new Uint8Array(0))])),
    folders: folders.map(({ path }) => path).toSorted(),
    executables: files.filter(({ executable }) => executable).map(({ path }) => path),
    notes: codesOf(verdict),
  };
}

function describedTree({ files, folders = [], executables = [], notes = [] }: AcceptedFixture): unknown {
  const hashes = Object.entries(files).map(([path, content]) => [path, hash(toBytes(content))]);
  return { files: Object.fromEntries(hashes), folders: folders.toSorted(), executables, notes };
}

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

describe("inspectArchive()", () => {
  test.each(refused.map((fixture) => [fileName(fixture), fixture] as const))("refuses %s", async (_, fixture) => {
    const archive = toJudge(fixture);
    const told = new Map<string, readonly unknown[]>();
    for (const [way, judge] of judgeWays) {
      const { verdict } = await judge(archive);
      expect(verdict.verdict, way).toBe("refused");
      expect(codesOf(verdict), way).toEqual([fixture.code, ...(fixture.also ?? [])]);
      told.set(way, tellingsOf(verdict));
    }
    for (const [way, tellings] of told) expect(tellings, way).toEqual([...told.values()][0]);
  });

  test.each(accepted.map((fixture) => [fileName(fixture), fixture] as const))("accepts %s", async (_, fixture) => {
    const archive = toJudge(fixture);
    const expected = describedTree(fixture);
    const verdicts = new Map<string, ArchiveVerdict>();
    for (const [way, judge] of judgeWays) {
      const judged = await judge(archive);
      verdicts.set(way, judged.verdict);
      expect(treeOf(judged), way).toEqual(expected);
    }
    for (const [way, verdict] of verdicts) expect(verdict, way).toEqual([...verdicts.values()][0]);
  });

  test.each(accepted.map((fixture) => [fileName(fixture), fixture] as const))(
    "judges %s strictly as its notes say",
    async (_, fixture) => {
      const archive = { ...toJudge(fixture), strict: true };
      const expected = (fixture.notes ?? []).filter((code) => STRICT.includes(code));
      for (const [way, judge] of judgeWays) {
        const { verdict } = await judge(archive);
        expect(verdict.verdict, way).toBe(expected.length > 0 ? "refused" : "accepted");
        if (expected.length > 0) expect(codesOf(verdict), way).toEqual(expected);
      }
    },
  );
});
