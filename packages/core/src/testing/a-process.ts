// What is a process that ends when the power goes off?
import { createMayfly, type Mayfly } from "../lifecycle/mayfly.ts";
import type { World } from "./a-world.ts";
import { interceptedPorts } from "./intercepted-ports.ts";

/** When the power goes off at a call of a port: before it does anything, while it does, or before it answers. */
export const CUTS = ["before", "during", "after"] as const;

/** The power goes off at the `at`th call of a port. */
export interface Cut {
  readonly at: number;
  readonly manner: (typeof CUTS)[number];
}

export interface Process {
  readonly mayfly: Mayfly;
  /** Whether `life` came to its end before the power went off. */
  lives(life: Promise<unknown>): Promise<boolean>;
}

/** A Mayfly that is gone when the power goes off: no call of its reaches a port any more, and none answers. */
export function aProcess(world: World, cut: Cut | null): Process {
  const died = Promise.withResolvers<false>();
  const never = new Promise<never>(() => undefined);
  let dead = false;
  let calls = 0;
  const die = (): Promise<never> => {
    dead = true;
    world.power.off();
    died.resolve(false);
    return never;
  };
  const ports = interceptedPorts(world.real, async (_call, _args, go) => {
    if (dead) return never;
    calls += 1;
    if (calls !== cut?.at) {
      const answer = await go();
      return dead ? never : answer;
    }
    if (cut.manner === "before") return die();
    const going = go();
    if (cut.manner === "after") await going;
    return die();
  });
  return {
    mayfly: createMayfly(ports),
    lives: (life) => Promise.race([life.then(() => true), died.promise]),
  };
}
