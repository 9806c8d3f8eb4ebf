import fc from "fast-check";
import { expect, test } from "vitest";
import { aRun, BIRTH, HOUR } from "../testing/a-run.ts";
import type { RunIn } from "./run.ts";
import { uploadDeadline } from "./upload-deadline.ts";

const PHASES = ["receiving", "staging"] as const;

test("law: what was left when the claim was made is left when it ends, and a clock that is put back takes nothing", () => {
  const ages = fc.integer({ min: -2 * HOUR, max: 48 * HOUR });
  fc.assert(
    fc.property(fc.constantFrom(...PHASES), fc.integer({ min: 1, max: HOUR }), ages, (phase, left, age) => {
      const claimedAt = BIRTH + HOUR - left;
      const run = aRun(phase, { updatedAt: claimedAt }) as RunIn<typeof phase>;
      const deadline = uploadDeadline(run, claimedAt + age);
      expect(deadline - Math.max(claimedAt, claimedAt + age)).toBe(left);
    }),
  );
});
