// Do outputs go exactly when no run and no entry points to them, however runs and entries come and go?
import * as fc from "fast-check";
import { test } from "vitest";
import { withRecords, type OpenRecords } from "../records-under-test.ts";
import { outputsCommand } from "./outputs-commands.ts";
import { openHouse } from "./outputs-house.ts";
import { OutputsModel } from "./outputs-model.ts";

export function outliving(open: OpenRecords): void {
  test("law: outputs of both kinds of runs stay as long as a run or an entry points to them, and no sweep longer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(outputsCommand(), { maxCommands: 30, size: "max" }), async (commands) => {
        await withRecords(open, async (records) => {
          const real = openHouse(records);
          await fc.asyncModelRun(() => ({ model: new OutputsModel(), real }), commands);
        })();
      }),
      { numRuns: 12 },
    );
  }, 180_000);
}
