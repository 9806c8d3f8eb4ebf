// How often did a program begin?
import type { World } from "./a-world.ts";

export interface Starts {
  all(): number;
  /** Of the run whose program began most often. */
  ofOneRun(): number;
}

/** Counts from now on, around the program that `world` has. */
export function countStarts(world: World): Starts {
  const { program } = world;
  const starts: unknown[] = [];
  world.program = (job, signal) => {
    starts.push(job.document["request_id"]);
    return program(job, signal);
  };
  return {
    all: () => starts.length,
    ofOneRun: () => Math.max(0, ...[...Map.groupBy(starts, (run) => run).values()].map((each) => each.length)),
  };
}
