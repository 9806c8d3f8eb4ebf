// Is every commit that was answered there after the process was killed?
import { expect, test } from "vitest";
import { isRunId, type RunId } from "@mayfly/core";
import { startProgram } from "../test-fixtures/start-program.ts";
import { temporaryFolder } from "../test-fixtures/temporary-folder.ts";
import { openSqliteRecords } from "./open-sqlite-records.ts";

const ROUNDS = 3;
const COMMITS_BEFORE_KILL = 150;

test("`commit()` that was answered outlives a `kill -9`, with a history that has no gap", async () => {
  const folder = temporaryFolder();
  const answered = new Map<RunId, number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const program = startProgram("commits-forever.ts", folder, String(round * 1_000_000));
    for (let n = 0; n < COMMITS_BEFORE_KILL; n += 1) note(answered, await program.line());
    await program.kill();
    for (const line of await program.rest()) note(answered, line);

    const { runs, close } = (await openSqliteRecords(folder))._unsafeUnwrap();
    for (const [id, version] of answered) {
      const run = (await runs.find(id))._unsafeUnwrap();
      const history = (await runs.history(id))._unsafeUnwrap();
      expect(run?.version).toBeGreaterThanOrEqual(version);
      expect(history.map((entry) => entry.version)).toEqual(Array.from({ length: run?.version ?? 0 }, (_, n) => n + 1));
      expect(history.at(-1)?.phase).toBe(run?.state.phase);
    }
    close();
  }
  expect(answered.size).toBeGreaterThan((ROUNDS * COMMITS_BEFORE_KILL) / 10);
});

function note(answered: Map<RunId, number>, line: string): void {
  const [id = "", version] = line.split(" ");
  // A line that the kill cut short says nothing.
  if (isRunId(id) && version !== undefined) answered.set(id, Number(version));
}
