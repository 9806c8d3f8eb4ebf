// What do jobs live in while they are tested?
import { createMemoryJudge } from "../memory/memory-judge.ts";
import type { CreateJob } from "../lifecycle/create-job.ts";
import type { Mayfly } from "../lifecycle/mayfly.ts";
import type { Run } from "../run/run.ts";
import { catalogOf } from "./a-catalog.ts";
import { addressOf, aWorld, bodyOf, wholeOf, type World } from "./a-world.ts";
import { countStarts } from "./count-starts.ts";
import type { Intercept } from "./intercepted-ports.ts";
import { RUNNER, SKILL, zipOf } from "./skill-package.ts";

/** A skill that runs on `function` and takes no files. */
export const NO_FILES_SKILL = {
  ...SKILL,
  "demo/assets/runner.json": { ...RUNNER, engines: ["function"] },
  "demo/assets/input.schema.json": { type: "object", properties: {} },
};

export interface JobWorld {
  readonly world: World;
  readonly installed: Map<string, Uint8Array>;
  /** How often a program began, of whatever run. */
  starts(): number;
  /** How often one began, of the run of which it began most often. */
  startsOfOneRun(): number;
}

/** A world in which `zip` is installed as `demo`. */
export function aJobWorld(zip: Uint8Array = zipOf(NO_FILES_SKILL), intercept?: Intercept): JobWorld {
  const installed = new Map([["demo", zip]]);
  const ports = { judge: createMemoryJudge(), catalog: catalogOf(installed) };
  const world = aWorld(intercept === undefined ? { ports } : { ports, intercept });
  const starts = countStarts(world);
  return { world, installed, starts: starts.all, startsOfOneRun: starts.ofOneRun };
}

export async function createJob(mayfly: Mayfly, wanted: Partial<CreateJob> = {}): Promise<Run> {
  return (await mayfly.createJob({ skillId: "demo", ...wanted }))._unsafeUnwrap();
}

/** Creates a job of a skill that takes files, and sends them. */
export async function createJobWith(mayfly: Mayfly, inputs: Uint8Array): Promise<Run> {
  const run = await createJob(mayfly);
  const session = (await mayfly.claimUpload(addressOf(run)))._unsafeUnwrap();
  try {
    (await session.receive("inputs", bodyOf(inputs)))._unsafeUnwrap();
    return (await session.finish())._unsafeUnwrap().run;
  } finally {
    await session.giveBack();
  }
}

/** The text of a run's result, as a client reads it. */
export async function readResult(mayfly: Mayfly, run: Run): Promise<string> {
  const opened = (await mayfly.result(addressOf(run)))._unsafeUnwrap();
  return new TextDecoder().decode(await wholeOf(opened.stream(0, opened.file.size)));
}
