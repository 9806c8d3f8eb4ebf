// The suite of engines over broken ones, side by side: what they wait for is time. Every name in here has a test that fails.
import { describe } from "vitest";
import { BROKEN_ENGINES } from "./broken-engines.ts";
import { nameOf } from "./break.ts";

describe.concurrent("engines", () => {
  for (const each of BROKEN_ENGINES) each.describe(nameOf(each));
});
