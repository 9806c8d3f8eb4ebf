// Are SQLite records records?
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { describeRunCache, describeRunQueue, describeRunStore, type RecordsUnderTest } from "@mayfly/conformance";
import { openSqliteRecords } from "./open-sqlite-records.ts";

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const openFresh = async (): Promise<RecordsUnderTest> => {
  const folder = await mkdtemp(join(tmpdir(), "mayfly-sqlite-"));
  folders.push(folder);
  return openIn(folder);
};

const openIn = async (folder: string): Promise<RecordsUnderTest> => {
  const { runs, queue, cache, close } = (await openSqliteRecords(folder))._unsafeUnwrap();
  return {
    runs,
    queue,
    cache,
    close: async () => close(),
    reopen: () => openIn(folder),
    alongside: () => openIn(folder),
    unavailable: async () => close(),
  };
};

describeRunStore("openSqliteRecords()", openFresh);
describeRunCache("openSqliteRecords()", openFresh);
describeRunQueue("openSqliteRecords()", openFresh);
