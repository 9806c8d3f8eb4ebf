// Does an adapter keep the promises of `RunCache`?
import { describe } from "vitest";
import type { OpenRecords } from "./records-under-test.ts";
import { following } from "./run-cache/following.ts";
import { keepingEntries } from "./run-cache/keeping-entries.ts";
import { outliving } from "./run-cache/outliving.ts";
import { placing } from "./run-cache/placing.ts";
import { callsOfCache, outOfReach } from "./run-store/out-of-reach.ts";

/** The suite of the `RunCache` port. `open` gives records with nothing in them; it is called for each test. */
export function describeRunCache(name: string, open: OpenRecords): void {
  describe(`${name} keeps the promises of RunCache`, () => {
    keepingEntries(open);
    placing(open);
    following(open);
    outliving(open);
    outOfReach(open, callsOfCache);
  });
}
