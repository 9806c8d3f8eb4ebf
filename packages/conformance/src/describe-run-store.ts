// Does an adapter keep the promises of `RunStore`?
import { describe } from "vitest";
import type { OpenRecords } from "./records-under-test.ts";
import { committing } from "./run-store/committing.ts";
import { creating } from "./run-store/creating.ts";
import { forgetting } from "./run-store/forgetting.ts";
import { guarding } from "./run-store/guarding.ts";
import { keying } from "./run-store/keying.ts";
import { lasting } from "./run-store/lasting.ts";
import { listing } from "./run-store/listing.ts";
import { matchingTheModel } from "./run-store/matching-the-model.ts";
import { callsOfStore, outOfReach } from "./run-store/out-of-reach.ts";
import { paging } from "./run-store/paging.ts";
import { racing } from "./run-store/racing.ts";

/** The suite of the `RunStore` port. `open` gives records with nothing in them; it is called for each test. */
export function describeRunStore(name: string, open: OpenRecords): void {
  describe(`${name} keeps the promises of RunStore`, () => {
    creating(open);
    committing(open);
    guarding(open);
    keying(open);
    paging(open);
    listing(open);
    forgetting(open);
    lasting(open);
    matchingTheModel(open);
    racing(open);
    outOfReach(open, callsOfStore);
  });
}
