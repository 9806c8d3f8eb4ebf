// Does an engine say what it is, and what it cannot run?
import { expect, test } from "vitest";
import { withEngine, type OpenEngine } from "./engine-under-test.ts";
import { outcomeOf, trySteps } from "./try-steps.ts";

const SENTENCE = /^\S.*\.$/su;
/** So many answers are here at once, in so many milliseconds, where none asks the system. */
const ASKED = 200;
const AT_ONCE_MS = 1_000;

export function describing(open: OpenEngine): void {
  test("`describe()` answers at once, every time the same, under the engine's name", () =>
    withEngine(open, async ({ engine }) => {
      const first = engine.describe();
      expect(first).toEqual({
        name: engine.name,
        available: true,
        reason: null,
        version: first.version === null ? null : expect.stringMatching(/./u),
        models: first.models === null ? null : expect.any(Array),
        network: expect.stringMatching(/^(?:none|open)$/u),
        wall: expect.stringMatching(/./u),
      });
      expect(engine.name).not.toBe("");
      const begin = performance.now();
      for (let n = 0; n < ASKED; n += 1) expect(engine.describe()).toEqual(first);
      expect(performance.now() - begin).toBeLessThan(AT_ONCE_MS);
    }));

  test("`refuses()` nothing that the engine can run", () =>
    withEngine(open, async (under) => {
      const refusals: unknown[] = [];
      const stage: typeof under.stage = async (...args) => {
        const staged = await under.stage(...args);
        refusals.push(under.engine.refuses(staged.contract));
        return staged;
      };
      expect(outcomeOf(await trySteps({ ...under, stage }, []))).toEqual({ kind: "exited", code: 0 });
      expect(refusals).toEqual([null]);
    }));

  test("`refuses()` what the engine cannot run with a sentence, and `execute()` does not start it", ({ skip }) =>
    withEngine(open, async (under) => {
      const { cannotRun: contract } = under;
      if (contract === undefined) return skip("the adapter does not say that there is anything it cannot run");
      expect(under.engine.refuses(contract)).toMatch(SENTENCE);
      const tried = await trySteps(under, [], { contract });
      expect(outcomeOf(tried)).toEqual({ kind: "not_started", message: expect.stringMatching(SENTENCE) });
      expect(tried.identities).toEqual([]);
    }));
}
