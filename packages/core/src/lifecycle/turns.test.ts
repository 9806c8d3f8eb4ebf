import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("`Turns` let those of one name act one after the other, whatever becomes of the one before, and others meanwhile", async () => {
  const turns = new Turns();
  const steps: string[] = [];
  const first = Promise.withResolvers<void>();
  const act =
    (step: string, end: Promise<void> = Promise.resolve()) =>
    async () => {
      steps.push(`${step} begins`);
      await end;
      steps.push(`${step} ends`);
      if (step === "one") throw new Error("It failed.");
      return step;
    };
  const one = turns.take("a", act("one", first.promise));
  const two = turns.take("a", act("two"));
  const three = turns.take("a", act("three"));
  expect(await turns.take("b", act("other"))).toBe("other");
  expect(steps).toEqual(["one begins", "other begins", "other ends"]);
  first.resolve();
  await expect(one).rejects.toThrow("It failed.");
  expect(await Promise.all([two, three])).toEqual(["two", "three"]);
  expect(steps.slice(3)).toEqual(["one ends", "two begins", "two ends", "three begins", "three ends"]);
});
