// Do many requests at once all end as they have to, and leave nothing? `pnpm bench soak` does it with a thousand.
import fc from "fast-check";
import { expect, test } from "vitest";
import { freshDataDir, served } from "./testing/served.ts";
import { lookForRemains, soak } from "./testing/soak.ts";

test(
  "sixty requests, twenty at once on a queue of eight, a tenth canceled at any moment",
  { timeout: 180_000 },
  async () => {
    const data = freshDataDir();
    const server = await served(data.path, { MAYFLY_MAX_QUEUED: "8" });
    try {
      const [moments = []] = fc.sample(fc.array(fc.double({ min: 0, max: 0.999 }), { minLength: 6, maxLength: 6 }), 1);
      const rest = [...moments];
      const random = (): number => rest.pop() ?? 0;
      const ends = await soak(server.url, { runs: 60, atOnce: 20, random, canceledWithinMs: 3000 });
      expect(ends.succeeded + ends.canceled).toBe(60);
      expect(ends.canceled, `canceled at ${moments.join(", ")}`).toBeLessThanOrEqual(6);
      expect(ends.refused).toBeGreaterThan(0);
      expect(lookForRemains(data.path)).toEqual([]);
    } finally {
      await server.end();
      data.remove();
    }
  },
);
