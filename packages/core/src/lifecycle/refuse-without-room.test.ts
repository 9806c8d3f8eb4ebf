import { ok } from "neverthrow";
import { describe, expect, test } from "vitest";
import { createMemoryUploads } from "../memory/memory-uploads.ts";
import { aJobWorld, createJob } from "../testing/a-job-world.ts";
import {
  addressOf,
  aWorld,
  bodyOf,
  create,
  filesIn,
  PACKAGE_ZIP,
  recordOf,
  upload,
  workOff,
} from "../testing/a-world.ts";
import { expectFailed } from "../testing/expect-run.ts";
import type { Ports } from "../ports/ports.ts";

const FLOOR = 1000;

/** Uploads on a disk that fills up and empties when a test says so; the real ones have their own tests. */
function aDisk(free = FLOOR): { free: number; ports: Pick<Ports, "uploads"> } {
  const disk = { free, ports: { uploads: { ...createMemoryUploads(), freeBytes: async () => ok(disk.free) } } };
  return disk;
}

const NO_SPACE = { code: "RUN_NO_SPACE", retryAfterSeconds: 60 };

describe("below the free space that is to be kept", () => {
  test("an upload is refused and its run stays open, creates still work, and what runs goes on", async () => {
    const disk = aDisk();
    const world = aWorld({ ports: disk.ports });
    const mayfly = world.start({ minFreeBytes: FLOOR });
    const [queued, coming, open] = [await create(mayfly), await create(mayfly), await create(mayfly)];
    (await upload(mayfly, queued))._unsafeUnwrap();
    const session = (await mayfly.claimUpload(addressOf(coming)))._unsafeUnwrap();

    disk.free = FLOOR - 1;
    expect((await upload(mayfly, open))._unsafeUnwrapErr()).toMatchObject({ ...NO_SPACE, run: open.id });
    expect((await recordOf(world, open)).state.phase).toBe("awaiting_upload");
    expect((await mayfly.create({ kind: "temporary" })).isOk()).toBe(true);
    (await session.receive("package", bodyOf(PACKAGE_ZIP)))._unsafeUnwrap();
    (await session.finish())._unsafeUnwrap();
    expect(await workOff(mayfly)).toBe(2);
    for (const run of [queued, coming]) expect((await recordOf(world, run)).state.phase).toBe("succeeded");
    expect(mayfly.activeRuns).toBe(0);

    disk.free = FLOOR;
    (await upload(mayfly, open))._unsafeUnwrap();
  });

  test("whoever has no run, or one that takes no upload, hears that first", async () => {
    const disk = aDisk();
    const mayfly = aWorld({ ports: disk.ports }).start({ minFreeBytes: FLOOR });
    const run = await create(mayfly);
    (await upload(mayfly, run))._unsafeUnwrap();
    disk.free = 0;
    expect((await mayfly.claimUpload(addressOf(run)))._unsafeUnwrapErr().code).toBe("RUN_ALREADY_STARTED");
    const other = { id: run.id, kind: "installed" } as const;
    expect((await mayfly.claimUpload(other))._unsafeUnwrapErr().code).toBe("RUN_NOT_FOUND");
  });

  test("a package is taken neither for validation nor for an install, and nobody is asked to deliver it", async () => {
    const disk = aDisk(0);
    const world = aWorld({ ports: disk.ports });
    const mayfly = world.start({ minFreeBytes: FLOOR });
    const never = async () => {
      throw new Error("Nobody wants it.");
    };
    const { signal } = new AbortController();
    const refusals = [await mayfly.validatePackage(never, signal), await mayfly.holdPackage(never, never, signal)];
    for (const each of refusals) expect(each._unsafeUnwrapErr()).toMatchObject({ ...NO_SPACE, run: null });
    expect(mayfly.activeRuns).toBe(0);
    expect(await filesIn(world)).toMatchObject({ uploads: 0 });
  });

  test("a job that would start is refused and leaves nothing, and one that an equal run answers is not", async () => {
    const { world } = aJobWorld();
    const disk = aDisk();
    const mayfly = world.start({ minFreeBytes: FLOOR });
    const first = await createJob(mayfly);
    await workOff(mayfly);
    world.real.uploads.freeBytes = disk.ports.uploads.freeBytes;
    disk.free = 0;
    const wish = { skillId: "demo", parameter: { limit: 4 }, idempotencyKey: "k" };
    expect((await mayfly.createJob(wish))._unsafeUnwrapErr()).toMatchObject({ ...NO_SPACE, run: null });
    const page = await mayfly.list({ owner: "", kind: "installed", phases: null, limit: 10, cursor: null });
    expect(page._unsafeUnwrap().runs.map(({ id }) => id)).toEqual([first.id]);
    expect(mayfly.activeRuns).toBe(0);
    expect(await createJob(mayfly)).toMatchObject({ state: { phase: "succeeded" }, cache: { hit: true } });
    disk.free = FLOOR;
    expect((await mayfly.createJob(wish))._unsafeUnwrap().state.phase).toBe("queued");
  });

  test("an upload that came too late ends its run all the same, once there is room to say so", async () => {
    const disk = aDisk(0);
    const world = aWorld({ ports: disk.ports });
    const mayfly = world.start({ minFreeBytes: FLOOR });
    const run = await create(mayfly);
    world.clock.advance(24 * 3_600_000);
    await mayfly.sweep(0);
    await expectFailed(world, run, "RUN_UPLOAD_EXPIRED");
  });
});

test("where nobody can tell how much is free, an upload is taken", async () => {
  const world = aWorld();
  const mayfly = world.start();
  const run = await create(mayfly);
  world.faults.fail("uploads.freeBytes");
  (await upload(mayfly, run))._unsafeUnwrap();
  expect(world.told.map(({ event }) => event)).toContain("free space is not known");
});
