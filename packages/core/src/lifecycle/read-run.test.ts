import type { Result } from "neverthrow";
import { describe, expect, test } from "vitest";
import type { Refusal } from "./refusal.ts";
import { addressOf, anEndedRun, aWorld, create, upload, wholeOf, workOff } from "../testing/a-world.ts";
import type { Page } from "../ports/run-store.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe("what is read of a run", () => {
  test("`result()` is the result document", async () => {
    const { mayfly, address } = await anEndedRun();
    const opened = (await mayfly.result(address))._unsafeUnwrap();
    const whole = text(await wholeOf(opened.stream(0, opened.file.size)));
    expect(JSON.parse(whole)).toMatchObject({ status: "success" });
  });

  test("`artifact()` is found with and without the leading folder, and not under any other name", async () => {
    const { mayfly, address } = await anEndedRun();
    for (const path of ["report.md", "artifacts/report.md"]) {
      const opened = (await mayfly.artifact(address, path))._unsafeUnwrap();
      expect(text(await wholeOf(opened.stream(2, 8)))).toBe("Report");
    }
    const refused = async (path: string) => (await mayfly.artifact(address, path))._unsafeUnwrapErr();
    expect(await refused("other.md")).toMatchObject({ code: "RUN_FILE_NOT_FOUND", run: address.id });
    expect(await refused("result/result.json")).toMatchObject({ code: "RUN_FILE_NOT_FOUND" });
    for (const path of ["../result/result.json", "a/../../x", "/etc/passwd", "a\\b", ""]) {
      expect(await refused(path), path).toMatchObject({ code: "REQUEST_PATH_INVALID", run: address.id });
    }
  });

  test("`artifact()` finds what lies in a folder `artifacts` of the program's own, which goes before the leading folder", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    world.program = async (job) => {
      job.artifact("artifacts/inner.txt", "inner");
      job.artifact("artifacts/report.md", "theirs");
      job.artifact("report.md", "ours");
      job.output({ rows: 1 });
    };
    await upload(mayfly, run);
    await workOff(mayfly);
    const read = async (path: string): Promise<string> => {
      const opened = (await mayfly.artifact(addressOf(run), path))._unsafeUnwrap();
      return text(await wholeOf(opened.stream(0, opened.file.size)));
    };
    expect(await read("artifacts/inner.txt")).toBe("inner");
    expect(await read("artifacts/artifacts/inner.txt")).toBe("inner");
    expect(await read("artifacts/report.md")).toBe("theirs");
    expect(await read("report.md")).toBe("ours");
  });

  test("`logs()` are the last MiB of both streams, or a MiB from an offset, and say when something is left out", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    world.program = async (job) => {
      await job.print("stdout", "x".repeat(1024 * 1024));
      await job.print("stdout", "end");
      await job.print("stderr", "oops");
      job.artifact("report.md", "x");
      job.output({ rows: 1 });
    };
    const before = (await mayfly.logs(addressOf(run), null))._unsafeUnwrap();
    expect([before.stdout.length, before.stderr.length, before.truncated]).toEqual([0, 0, false]);
    await upload(mayfly, run);
    await workOff(mayfly);
    const last = (await mayfly.logs(addressOf(run), null))._unsafeUnwrap();
    expect([last.stdout.length, text(last.stdout.slice(-4)), text(last.stderr), last.truncated]).toEqual([
      1024 * 1024,
      "xend",
      "oops",
      true,
    ]);
    const tail = (await mayfly.logs(addressOf(run), 1024 * 1024 + 1))._unsafeUnwrap();
    expect([text(tail.stdout), text(tail.stderr)]).toEqual(["nd", ""]);
    expect((await mayfly.find(addressOf(run)))._unsafeUnwrap().state.phase).toBe("succeeded");
  });

  test("nothing is read of a run that has not ended but status and logs", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly);
    const address = addressOf(run);
    const refused = [
      await mayfly.ended(address),
      await mayfly.result(address),
      await mayfly.artifact(address, "report.md"),
      await mayfly.bundle(address),
      await mayfly.delete(address),
    ];
    for (const each of refused)
      expect(each._unsafeUnwrapErr()).toMatchObject({ code: "RUN_NOT_FINISHED", run: run.id });
  });

  test("a run of another kind or owner, or no run, is not found by any call", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const run = await create(mayfly, { owner: "me" });
    const id = run.id;
    const strangers = [
      { id, kind: "temporary" },
      { id, kind: "temporary", owner: "you" },
      { id, kind: "installed", owner: "me" },
      { id: id.replace(/.$/u, "z"), kind: "temporary", owner: "me" },
      { id: "../../etc/passwd", kind: "temporary", owner: "me" },
    ] as const;
    for (const address of strangers) {
      const answers = [
        await mayfly.find(address),
        await mayfly.claimUpload(address),
        await mayfly.cancel(address),
        await mayfly.delete(address),
        await mayfly.ended(address),
        await mayfly.result(address),
        await mayfly.artifact(address, "x"),
        await mayfly.logs(address, null),
        await mayfly.bundle(address),
      ];
      for (const each of answers) expect(each._unsafeUnwrapErr()).toMatchObject({ code: "RUN_NOT_FOUND", run: null });
    }
    expect((await mayfly.find({ id, kind: "temporary", owner: "me" })).isOk()).toBe(true);
  });

  test("`list()` shows pages, newest first, by owner, kind and phase", async () => {
    const world = aWorld();
    const mayfly = world.start();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.unshift((await create(mayfly)).id);
    await create(mayfly, { owner: "other" });
    const query = { owner: "", kind: "temporary", phases: null, limit: 2 } as const;
    const seen: string[][] = [];
    let cursor: string | null = null;
    do {
      const page: Page = (await mayfly.list({ ...query, cursor }))._unsafeUnwrap();
      seen.push(page.runs.map((run) => run.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    const queued = await mayfly.list({ ...query, phases: ["queued"], cursor: null });
    expect(queued._unsafeUnwrap()).toEqual({ runs: [], nextCursor: null });
  });

  test("`engines()` describes what the server can run", () => {
    expect(aWorld().start().engines()).toEqual([
      { name: "function", available: true, reason: null, version: null, models: null, network: "open", wall: "none" },
    ]);
  });

  test("a fault of ours is told as one, of which no word leaves the house", async () => {
    const { world, mayfly, address } = await anEndedRun();
    const query = { owner: "", kind: "temporary", phases: null, limit: 1, cursor: null } as const;
    const asked: readonly [string, () => Promise<Result<unknown, Refusal>>][] = [
      ["runs.find", () => mayfly.find(address)],
      ["runs.page", () => mayfly.list(query)],
      ["outputs.manifest", () => mayfly.ended(address)],
      ["outputs.open", () => mayfly.result(address)],
      ["outputs.open", () => mayfly.artifact(address, "report.md")],
      ["outputs.readLog", () => mayfly.logs(address, null)],
      ["runs.create", () => mayfly.create({ kind: "temporary" })],
    ];
    for (const [call, ask] of asked) {
      world.told.length = 0;
      world.faults.fail(call, "unavailable", 1);
      const refused = (await ask())._unsafeUnwrapErr();
      expect(refused, call).toMatchObject({ code: "REQUEST_INTERNAL", retryAfterSeconds: null });
      expect(refused.message, call).not.toContain("secret");
      expect(world.told, call).toMatchObject([
        { level: "error", fields: { message: expect.stringContaining("secret") } },
      ]);
      expect((await ask()).isOk(), call).toBe(true);
    }
    // Only the second of the two streams cannot be read.
    world.faults.fail("outputs.readLog", "unavailable", 1, ([, stream]) => stream === "stderr");
    expect((await mayfly.logs(address, null))._unsafeUnwrapErr().code).toBe("REQUEST_INTERNAL");
  });

  test("a bundle whose file cannot be read rejects", async () => {
    const { world, mayfly, address } = await anEndedRun();
    const bundle = (await mayfly.bundle(address))._unsafeUnwrap();
    world.faults.fail("outputs.open", "unavailable", 1);
    await expect(wholeOf(bundle.stream(0, bundle.size))).rejects.toThrow("outputs.open was made to fail");
  });
});
