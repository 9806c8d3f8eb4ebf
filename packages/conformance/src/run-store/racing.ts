// Do the laws of records hold whatever order the calls of several callers come in?
import * as fc from "fast-check";
import { test } from "vitest";
import { withRecords, withRivals, type OpenRecords } from "../records-under-test.ts";
import { callerScripts, createTogether, playBeginning, playScript } from "./racing-callers.ts";
import { RacingJournal } from "./racing-journal.ts";

export function racing(open: OpenRecords): void {
  test("law: in any order of several callers' calls each version is taken once, no guard is passed, and one leads", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), callerScripts(), async (scheduler, scripts) => {
        await withRecords(open, (records) =>
          withRivals(records, scripts.length, async (rivals) => {
            const journal = new RacingJournal();
            await playBeginning(records, journal);
            const together = createTogether();
            const callers = scripts.map((script, n) =>
              playScript(rivals[n] ?? records, script, scheduler, together, journal),
            );
            await scheduler.waitFor(Promise.all(callers));
            await journal.expectLawful(records);
          }),
        )();
      }),
      { numRuns: 40 },
    );
  }, 180_000);
}
