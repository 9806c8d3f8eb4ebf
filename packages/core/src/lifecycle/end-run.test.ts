import { err, ok } from "neverthrow";
import { describe, expect, test } from "vitest";
import type { Engine } from "../ports/engine.ts";
import { A_PROCESS } from "../testing/a-run.ts";
import {
  aWorld,
  create,
  filesIn,
  NO_TEMPORARY_FILES,
  recordOf,
  resultOf,
  upload,
  workOff,
  type World,
} from "../testing/a-world.ts";

/** A world whose disk is full of the run's own temporary files, once `fill` was called and until they go. */
function aWorldOnASmallDisk(more: Parameters<typeof aWorld>[0] = {}): { readonly world: World; fill(): void } {
  const world = aWorld(more);
  let full = false;
  const remove = world.real.workspaces.remove.bind(world.real.workspaces);
  world.real.workspaces.remove = async (id) => {
    full = false;
    return remove(id);
  };
  return {
    world,
    fill: () => {
      full = true;
      world.faults.fail("runs.commit", "no_space", Number.POSITIVE_INFINITY, () => full);
    },
  };
}

describe("an end that has no room on record", () => {
  test("is reached because the run's temporary files go first, and the receipt counts them", async () => {
    const { world, fill } = aWorldOnASmallDisk();
    const good = world.program;
    world.program = async (job, signal) => {
      fill();
      return good(job, signal);
    };
    const mayfly = world.start();
    const run = await create(mayfly);
    await upload(mayfly, run);
    await workOff(mayfly);
    expect(await recordOf(world, run)).toMatchObject({
      state: { phase: "succeeded" },
      temporaryFiles: { state: "removed", receipt: { files: 10 } },
    });
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
    expect(await resultOf(world, run)).toMatchObject({ status: "success", data: { rows: 3 } });
  });

  test("is reached after a restart too, once the process is gone", async () => {
    let there = true;
    const engine: Engine = {
      name: "function",
      refuses: () => null,
      describe: () => ({
        name: "function",
        available: true,
        reason: null,
        network: "none",
        version: null,
        models: null,
        wall: "none",
      }),
      async execute(job) {
        await job.started(A_PROCESS);
        world.faults.fail("runs.commit", "unavailable");
        return ok({ kind: "exited", code: 0 });
      },
      reap: async () => (there ? err({ kind: "unavailable", message: "It will not go." }) : ok()),
    };
    const { world, fill } = aWorldOnASmallDisk({ engines: [engine] });
    const before = world.start();
    const run = await create(before);
    await upload(before, run);
    await workOff(before);
    expect((await recordOf(world, run)).state.phase).toBe("running");

    world.faults.mend();
    fill();
    const after = world.start();
    await after.sweep(0);
    expect((await recordOf(world, run)).state.phase).toBe("running");
    expect(await filesIn(world)).not.toMatchObject(NO_TEMPORARY_FILES);

    there = false;
    await after.sweep(0);
    expect(await recordOf(world, run)).toMatchObject({
      state: { phase: "failed" },
      temporaryFiles: { state: "removed" },
    });
    expect(await filesIn(world)).toEqual({ ...NO_TEMPORARY_FILES, outputs: 1 });
  });
});
