// Does an adapter keep the promises of `Counters`?
import { COUNTERS, labelSets, type CounterLabels, type CounterName, type Counters } from "@mayfly/core";
import { describe, expect, test } from "vitest";

/** Counters, and a way to look at what they counted. */
export interface CountersUnderTest {
  readonly counters: Counters;
  read<Name extends CounterName>(name: Name, labels: CounterLabels<Name>): number | Promise<number>;
}

const NAMES = Object.keys(COUNTERS) as CounterName[];
const SERIES = NAMES.flatMap((name) => labelSets(name).map((labels) => ({ name, labels })));

/** The suite of the `Counters` port. */
export function describeCounters(name: string, create: () => CountersUnderTest): void {
  describe(`${name} keeps the promises of Counters`, () => {
    const all = ({ read }: CountersUnderTest): Promise<number[]> =>
      Promise.all(SERIES.map(async (each) => read(each.name, each.labels)));
    /** The counts of all series where each had been counted as often as `counts` says. */
    const expectedOf = (counts: (at: number) => number): number[] => SERIES.map((_, at) => counts(at));

    test("everything begins at zero", async () => {
      expect(await all(create())).toEqual(expectedOf(() => 0));
    });

    test("`count()` adds one to what it names, and to nothing else", async () => {
      const made = create();
      for (const [at, { name: counter, labels }] of SERIES.entries()) {
        made.counters.count(counter, labels);
        expect(await all(made)).toEqual(expectedOf((each) => (each <= at ? 1 : 0)));
      }
    });

    test("`count()` adds amounts to what was counted before", async () => {
      const made = create();
      for (const amount of [2, 40, 2 ** 40]) made.counters.count("swept_bytes", {}, amount);
      made.counters.count("swept", { what: "orphans" }, 3);
      made.counters.count("swept", { what: "orphans" });
      expect(await made.read("swept_bytes", {})).toBe(42 + 2 ** 40);
      expect(await made.read("swept", { what: "orphans" })).toBe(4);
    });

    test("`count()` finds its labels in any order", async () => {
      const made = create();
      made.counters.count("runs_ended", { status: "failed", kind: "installed" });
      made.counters.count("runs_ended", { kind: "installed", status: "failed" });
      expect(await made.read("runs_ended", { kind: "installed", status: "failed" })).toBe(2);
      expect(await made.read("runs_ended", { status: "failed", kind: "installed" })).toBe(2);
    });

    test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
      "`count()` of %d adds nothing, and throws nothing",
      async (amount) => {
        const made = create();
        made.counters.count("sweeps", {});
        made.counters.count("sweeps", {}, amount);
        made.counters.count("runs_created", { kind: "temporary" }, amount);
        expect(await made.read("sweeps", {})).toBe(1);
        expect(await made.read("runs_created", { kind: "temporary" })).toBe(0);
      },
    );

    test("two that stand beside each other count apart", async () => {
      const [one, other] = [create(), create()];
      one.counters.count("sweeps", {});
      expect(await one.read("sweeps", {})).toBe(1);
      expect(await other.read("sweeps", {})).toBe(0);
    });
  });
}
