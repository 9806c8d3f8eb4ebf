// Do other programs find in every accepted archive what we find?
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { putArchivesToAsk } from "./asked-archives.ts";
import type { AskedArchive } from "./asked-archives.ts";
import { compareListings } from "./compare-listings.ts";
import { knownExceptions } from "./known-exceptions.ts";
import type { Answer, ArchiveReader, Listing } from "./readers/archive-reader.ts";
import { bsdtar, bsdtarFromPipe, sevenZip, unzip } from "./readers/extracting-readers.ts";
import { npmReaders } from "./readers/npm-readers.ts";
import { goArchiveZip, javaZipFile, javaZipInputStream, pythonZipfile } from "./readers/script-readers.ts";

const installedReaders = [
  unzip,
  bsdtar,
  bsdtarFromPipe,
  sevenZip,
  pythonZipfile,
  javaZipFile,
  javaZipInputStream,
  goArchiveZip,
];
const versions = new Map(
  await Promise.all(installedReaders.map(async (reader) => [reader.name, await reader.version()] as const)),
);
const missing = installedReaders.map(({ name }) => name).filter((name) => versions.get(name) === null);
const temporary = mkdtempSync(join(tmpdir(), "archive-differential-"));
let archives: readonly AskedArchive[] = [];

beforeAll(() => {
  archives = putArchivesToAsk(temporary);
  if (missing.length > 0) console.log(`Not installed here, so not asked about archives: ${missing.join(", ")}`);
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** What one reader says otherwise than we do, known exceptions aside, and which exceptions were needed. */
async function ask(reader: ArchiveReader): Promise<{ differences: string[]; needed: Set<string> }> {
  const answers = await reader.read(archives);
  const differences: string[] = [];
  const needed = new Set<string>();
  for (const { name, ours } of archives) {
    const { refused, found } = differencesOf(ours, answers.get(name));
    if (found.length === 0) continue;
    const known = knownExceptions.find((each) => each.reader === reader.name && each.archives.includes(name));
    if (known !== undefined && (refused || known.does === "misreads")) needed.add(name);
    else differences.push(...found.map((difference) => `${name}: ${difference}`));
  }
  return { differences, needed };
}

function differencesOf(ours: Listing, theirs: Answer | undefined): { refused: boolean; found: string[] } {
  if (theirs === undefined) return { refused: false, found: ["gives no answer"] };
  if ("refused" in theirs) return { refused: true, found: [`refuses it: ${theirs.refused}`] };
  return { refused: false, found: compareListings(ours, theirs) };
}

// Programs that have to be compiled or started hundreds of times take their time on a busy machine.
const PATIENCE = { timeout: 300_000 };

describe("what we read in every accepted archive", PATIENCE, () => {
  // One after the other: they share this thread, and what waits for the others would look as if it hung.
  test.for(npmReaders)("is what $name reads", async (reader, context) => {
    const { differences, needed } = await ask(reader);
    context.expect(differences).toEqual([]);
    const known = knownExceptions.filter((each) => each.reader === reader.name).flatMap((each) => each.archives);
    context.expect([...needed].toSorted(), "the exceptions that are needed").toEqual(known.toSorted());
  });

  test.concurrent.for(installedReaders)("is what $name reads, where it is installed", async (reader, context) => {
    if (missing.includes(reader.name)) context.skip(`${reader.name} is not installed`);
    const { differences } = await ask(reader);
    context.expect(differences, versions.get(reader.name) ?? "").toEqual([]);
  });

  test("is asked about in every archive that an exception names", () => {
    const names = new Set(archives.map(({ name }) => name));
    const readers = new Set([...npmReaders, ...installedReaders].map(({ name }) => name));
    expect(knownExceptions.filter((each) => !readers.has(each.reader))).toEqual([]);
    expect(knownExceptions.flatMap((each) => each.archives).filter((name) => !names.has(name))).toEqual([]);
  });
});
