// Does a package stay what it is, whatever zips it?
import { validateSkillPackage, type ContentFile } from "@mayfly/core";
import { zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packageFixtures, type PackageFixture } from "./package-fixtures.ts";
import { admZipWriters } from "./writers/adm-zip-writers.ts";
import { archiverWriters } from "./writers/archiver-writers.ts";
import { fflateWriters } from "./writers/fflate-writers.ts";
import { jszipWriters } from "./writers/jszip-writers.ts";
import type { Writer } from "./writers/writer.ts";
import { yazlWriters } from "./writers/yazl-writers.ts";
import { zipJsWriters } from "./writers/zip-js-writers.ts";
import { zipInputs } from "./zip-package.ts";

const WRITERS: readonly Writer[] = [
  ...fflateWriters,
  ...archiverWriters,
  ...yazlWriters,
  ...admZipWriters,
  ...jszipWriters,
  ...zipJsWriters,
];

const accepted = packageFixtures.filter(({ verdict }) => verdict === "accepted");

async function reportOn(archive: Uint8Array, { profile }: PackageFixture) {
  return (await validateSkillPackage(archive, { profile }))._unsafeUnwrap();
}

const filesOf = ({ files }: PackageFixture): ContentFile[] =>
  Object.entries(files).map(([path, bytes]) => ({ path, bytes }));

/** Each value of `list` once, in any order. */
const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

describe("a valid package has one report and one digest", () => {
  test.each(WRITERS.map((writer) => ({ name: writer.name, writer })))("when $name packs it", async ({ writer }) => {
    const anyPackage = fc
      .constantFrom(...accepted)
      .chain((fixture) => shuffled(filesOf(fixture)).map((files) => ({ fixture, files })));
    await fc.assert(
      fc.asyncProperty(anyPackage, async ({ fixture, files }) => {
        const report = await reportOn(await writer.write(files), fixture);
        const expected = await reportOn(zipInputs(fixture.files), fixture);
        // What a writer does unusually is told, and changes nothing.
        const notes = report.problems.map(({ code }) => code).filter((code) => !code.startsWith("ARCHIVE_"));
        expect(notes).toEqual([]);
        expect(report.valid).toBe(true);
        expect(report.package).toEqual(expected.package);
        expect(report.package?.content_digest).toMatch(/^[0-9a-f]{64}$/);
      }),
      { numRuns: 5 },
    );
  });

  test("at any time, and with its folders listed or not", async () => {
    const anyPackage = fc.constantFrom(...accepted).chain((fixture) =>
      fc.record({
        fixture: fc.constant(fixture),
        files: shuffled(Object.entries(fixture.files)),
        folders: fc.boolean(),
        mtime: fc.date({ min: new Date(1980, 0, 2), max: new Date(2099, 0, 1), noInvalidDate: true }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(anyPackage, async ({ fixture, files, folders, mtime }) => {
        const tops = folders ? [...new Set(files.map(([path]) => path.slice(0, path.lastIndexOf("/") + 1)))] : [];
        const entries = [...tops.map((path) => [path, new Uint8Array(0)] as const), ...files];
        const report = await reportOn(zipSync(Object.fromEntries(entries), { mtime }), fixture);
        expect(report).toEqual(await reportOn(zipInputs(fixture.files), fixture));
      }),
      { numRuns: 60 },
    );
  });
});
