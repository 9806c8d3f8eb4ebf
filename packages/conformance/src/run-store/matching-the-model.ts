// Do store and queue stay what the model says, whatever happens in whatever order?
import * as fc from "fast-check";
import { test } from "vitest";
import type { OpenRecords } from "../records-under-test.ts";
import { recordsCommand } from "./records-commands.ts";
import { RecordsModel } from "./records-model.ts";

export function matchingTheModel(open: OpenRecords): void {
  test("law: any sequence of calls leaves store and queue as the model has them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(recordsCommand(), { maxCommands: 60, size: "max" }), async (commands) => {
        const records = await open();
        try {
          await fc.asyncModelRun(() => ({ model: new RecordsModel(), real: records }), commands);
        } finally {
          await records.close();
        }
      }),
      { numRuns: 40 },
    );
  });
}
