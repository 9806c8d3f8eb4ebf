// Does an adapter keep the promises of `RunQueue`?
import { describe } from "vitest";
import type { OpenRecords } from "./records-under-test.ts";
import { taking } from "./run-queue/taking.ts";
import { waiting } from "./run-queue/waiting.ts";
import { callsOfQueue, outOfReach } from "./run-store/out-of-reach.ts";

/** The suite of the `RunQueue` port. `open` gives records with nothing in them; it is called for each test. */
export function describeRunQueue(name: string, open: OpenRecords): void {
  describe(`${name} keeps the promises of RunQueue`, () => {
    taking(open);
    waiting(open);
    outOfReach(open, callsOfQueue);
  });
}
