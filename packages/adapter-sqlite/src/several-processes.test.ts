// Do several processes share one database without doing each other's work?
import { expect, test } from "vitest";
import { idAt, keepRun } from "@mayfly/conformance";
import { startProgram } from "../test-fixtures/start-program.ts";
import { temporaryFolder } from "../test-fixtures/temporary-folder.ts";
import { openSqliteRecords } from "./open-sqlite-records.ts";

const QUEUED = 90;

test("`take()` in three processes at a time gives each queued run to one of them", async () => {
  const folder = temporaryFolder();
  const { runs, close } = (await openSqliteRecords(folder))._unsafeUnwrap();
  for (let n = 0; n < QUEUED; n += 1) await keepRun(runs, "queued", { id: idAt(n) });

  const programs = [1, 2, 3].map(() => startProgram("takes-all.ts", folder));
  for (const program of programs) expect(await program.line()).toBe("ready");
  for (const program of programs) program.say("go");
  const taken = await Promise.all(programs.map((program) => program.rest()));
  expect(taken.flat().sort()).toEqual(Array.from({ length: QUEUED }, (_, n) => idAt(n)));
  expect((await runs.count(["running"]))._unsafeUnwrap()).toBe(QUEUED);
  close();
});
