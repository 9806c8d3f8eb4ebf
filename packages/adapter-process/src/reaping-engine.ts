// Who ends what a dead server left running, where nothing is to be started?
import { ok } from "neverthrow";
import type { Engine } from "@mayfly/core";
import { reapProcess } from "./reap-process.ts";

const STARTS_NOTHING = "Nothing is started here.";

/** The engine `script` of which only `reap` is of use: no wall is tried, and no file made. `bootId` names this boot. */
export function createReapingEngine(bootId: string): Engine {
  return {
    name: "script",
    describe: () => ({
      name: "script",
      available: false,
      reason: STARTS_NOTHING,
      version: process.version,
      models: null,
      network: "none",
      wall: STARTS_NOTHING,
    }),
    refuses: () => STARTS_NOTHING,
    execute: async () => ok({ kind: "not_started", message: STARTS_NOTHING }),
    reap: (recorded) => reapProcess(recorded, bootId),
  };
}
