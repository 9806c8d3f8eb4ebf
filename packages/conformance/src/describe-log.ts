// Does an adapter keep the promises of `Log`?
import type { Log } from "@mayfly/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { untellable } from "./log/untellable.ts";

const LEVELS = ["info", "warn", "error"] as const;

/** One line as it was written, with all that belongs to it. */
export interface ToldLine {
  readonly level: (typeof LEVELS)[number];
  readonly text: string;
}

export interface LogUnderTest {
  /** Set to tell all. */
  readonly log: Log;
  /** Declares that lines can be read back: all that were told, in their order. */
  told?(): Promise<readonly ToldLine[]>;
  /** Declares that the log writes to a place that can be full: one whose place is. */
  withoutRoom?(): Promise<Log>;
  /** Frees whatever the adapter holds; called after each test. */
  close(): Promise<void>;
}

/** The suite of the `Log` port. `create` makes a log that has told nothing; it is called before each test. */
export function describeLog(name: string, create: () => Promise<LogUnderTest>): void {
  describe(`${name} keeps the promises of Log`, () => {
    let under: LogUnderTest;
    beforeEach(async () => {
      under = await create();
    });
    afterEach(() => under.close());

    /** The lines are these, each with its level and all of its words; a log that cannot be read back told them unseen. */
    const expectTold = async (...expected: readonly (readonly [ToldLine["level"], ...string[]])[]) => {
      const told = await under.told?.();
      if (told === undefined) return;
      const found = told.map(({ level, text }, at) => [
        level,
        ...(expected[at] ?? []).slice(1).filter((word) => text.includes(word)),
      ]);
      expect(found).toEqual(expected);
    };

    test("a call is one line with its level, its event and its fields, in the order of the calls", async () => {
      under.log.warn("disk is nearly full", { free: 4711, run: "run-17", whole: false });
      under.log.info("run ended", { nested: { deep: ["leaf-23", null] }, none: null });
      under.log.error("it broke off", {});
      under.log.info("größe 🦋", { text: "straße 🦋" });
      await expectTold(
        ["warn", "disk is nearly full", "free", "4711", "run-17", "whole", "false"],
        ["info", "run ended", "deep", "leaf-23", "none", "null"],
        ["error", "it broke off"],
        ["info", "größe 🦋", "straße 🦋"],
      );
    });

    test("an event is told as it stands, whatever a formatter would make of it", async () => {
      const events = ["%s of %d %% and %j", "{} {0} ${x}", "%o"];
      for (const event of events) under.log.info(event, { given: 1 });
      await expectTold(...events.map((event) => ["info", event] as const));
    });

    test("an error under `cause` has its message and its stack, and those of its causes", async () => {
      const inThisPlace = (): Error => new Error("the inner one");
      const andInThat = (): Error => new Error("the outer one", { cause: inThisPlace() });
      under.log.error("it broke off", { run: "run-17", cause: andInThat() });
      await expectTold([
        "error",
        "it broke off",
        "run-17",
        "the outer one",
        "andInThat",
        "the inner one",
        "inThisPlace",
      ]);
    });

    test("fields are read before the call returns, and are not changed", async () => {
      const fields = { state: "before", inner: { word: "early" }, cause: new Error("on purpose") };
      const frozen = Object.freeze({ ...fields, inner: Object.freeze({ ...fields.inner }) });
      under.log.info("frozen", frozen);
      under.log.info("changing", fields);
      expect(fields).toEqual({ state: "before", inner: { word: "early" }, cause: new Error("on purpose") });
      Object.assign(fields, { state: "after" });
      fields.inner.word = "late";
      await expectTold(["info", "frozen", "before", "early"], ["info", "changing", "before", "early"]);
    });

    test.each(untellable())("no call throws at %s, and it tells what else there is", async (_, fields, words) => {
      for (const level of LEVELS) expect(() => under.log[level]("something happened", fields)).not.toThrow();
      under.log.info("and on it goes", {});
      const expected = LEVELS.map((level) => [level, "something happened", ...words] as const);
      await expectTold(...expected, ["info", "and on it goes"]);
    });

    test("no call throws where there is no room for a line", async ({ skip }) => {
      const full = await under.withoutRoom?.();
      if (full === undefined) return skip("the adapter does not say that its place can be full");
      for (let n = 0; n < 20; n += 1)
        for (const level of LEVELS)
          expect(() => full[level]("something happened", { n, cause: new Error("on purpose") })).not.toThrow();
      // Nor later, when nobody could catch it.
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
  });
}
