// The suites of records over broken ones. Every name in here has a test that fails, and `broken-ports.test.ts` says which.
import * as fc from "fast-check";
import { BROKEN_PORTS } from "./broken-ports.ts";
import { nameOf } from "./break.ts";

// A law that is broken need not be broken in the smallest way, and is broken by the same example each time.
fc.configureGlobal({ endOnFailure: true, seed: 1 });

for (const port of ["RunStore", "RunQueue", "RunCache", "InstallStore"])
  for (const each of BROKEN_PORTS[port] ?? []) each.describe(nameOf(each));
