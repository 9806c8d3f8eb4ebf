import { expect, test } from "vitest";
import { DEFAULT_RUN_OPTIONS } from "./run-options.ts";

test("`DEFAULT_RUN_OPTIONS` keep nothing, shorten nothing and ask for nothing", () => {
  expect(DEFAULT_RUN_OPTIONS).toEqual({
    debug_keep_temp: false,
    debug: false,
    no_cache: false,
    verbose: false,
    execution_mode: "auto",
    hard_timeout_seconds: null,
  });
});
