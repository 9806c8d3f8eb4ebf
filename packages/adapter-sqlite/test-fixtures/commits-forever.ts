// Commits run after run until it is ended, and says each commit on standard output only after it was answered.
import { writeSync } from "node:fs";
import { aRun, aStep, idAt, NO_GUARD, wayTo } from "@mayfly/conformance";
import type { Run } from "@mayfly/core";
import { openSqliteRecords } from "../src/index.ts";

const [dataDir = "", firstId = "0"] = process.argv.slice(2);
const { runs } = (await openSqliteRecords(dataDir))._unsafeUnwrap();

for (let n = Number(firstId); ; n += 1) {
  let run = aRun({ id: idAt(n) });
  (await runs.create(run, NO_GUARD))._unsafeUnwrap();
  acknowledge(run);
  for (const move of wayTo("succeeded")) {
    const step = aStep(run, move, run.updatedAt + 1);
    (await runs.commit(step))._unsafeUnwrap();
    run = step.after;
    acknowledge(run);
  }
}

function acknowledge(run: Run): void {
  writeSync(1, `${run.id} ${run.version}\n`);
}
