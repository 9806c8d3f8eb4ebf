// Does an adapter keep the promises of `Engine`?
import { describe } from "vitest";
import { describing } from "./engine/describing.ts";
import { ending } from "./engine/ending.ts";
import type { OpenEngine } from "./engine/engine-under-test.ts";
import { running } from "./engine/running.ts";
import { starting } from "./engine/starting.ts";

/** The suite of the `Engine` port. `open` gives an engine that is available; it is called for each test. */
export function describeEngine(name: string, open: OpenEngine): void {
  describe(`${name} keeps the promises of Engine`, () => {
    describing(open);
    starting(open);
    running(open);
    ending(open);
  });
}
