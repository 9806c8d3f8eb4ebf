import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createPoolOf, type WorkerPool, type WorkerPoolOptions } from "./create-worker-pool.ts";
import type { PoolTask } from "./pool-task.ts";

const MISBEHAVING = new URL("../testing/misbehaving-worker.ts", import.meta.url);

const CONDITIONS = process.execArgv.filter((each) => each.startsWith("--conditions="));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

let pool: WorkerPool;
afterEach(() => pool.close());

function open(options: Partial<WorkerPoolOptions> = {}): void {
  pool = createPoolOf(MISBEHAVING, { workers: 2, heapMiB: 32, wallMs: 300, ...options });
}

function perform(kind: string, { timed = true, signal = new AbortController().signal } = {}) {
  return pool.perform({ kind } as unknown as PoolTask, timed, signal);
}

/** Which process answers that takes long for it, and when it began. */
async function slowWorker(): Promise<{ readonly pid: number; readonly birth: number }> {
  return (await perform("take long", { timed: false }))._unsafeUnwrap() as unknown as { pid: number; birth: number };
}

/** The id of the process that answers. */
async function worker(): Promise<unknown> {
  return (await perform("answer", { timed: false }))._unsafeUnwrap();
}

describe("createWorkerPool()", () => {
  test("uses a process again", async () => {
    open({ workers: 1 });
    expect(await worker()).toBe(await worker());
  });

  test("has a process ready when it was warmed, and only one", async () => {
    open({ workers: 2 });
    pool.warm();
    pool.warm();
    // A machine that does much else may take as long to start it.
    await wait(1000);
    const asked = Date.now();
    const workers = await Promise.all([slowWorker(), slowWorker()]);
    expect(new Set(workers.filter(({ birth }) => birth < asked).map(({ pid }) => pid)).size).toBe(1);
  });

  test("does as many tasks at once as it has processes, and the others in turn", async () => {
    open({ workers: 2 });
    const seen = new Set<number>();
    const look = async (): Promise<boolean> => {
      for (const { pid } of await Promise.all(Array.from({ length: 4 }, slowWorker))) seen.add(pid);
      return seen.size > 1;
    };
    await vi.waitUntil(look, { timeout: 20_000 });
    expect(seen.size).toBe(2);
  });

  test("gives a task to the process that did one of its kind last, while that is idle", async () => {
    open({ workers: 2 });
    await vi.waitUntil(async () => new Set(await Promise.all([worker(), worker()])).size === 2, { timeout: 20_000 });
    const [slow, quick] = await Promise.all([slowWorker(), worker()]);
    expect(quick).not.toBe(slow.pid);
    // Whichever of them rested last.
    for (let round = 0; round < 3; round += 1) {
      expect((await slowWorker()).pid).toBe(slow.pid);
      expect(await worker()).toBe(quick);
    }
    const [busy, other] = await Promise.all([slowWorker(), slowWorker()]);
    expect(busy.pid).not.toBe(other.pid);
  });

  test("lets a task wait for a process that is about to be done, rather than for one that starts", async () => {
    open({ workers: 2 });
    const first = await worker();
    expect(await Promise.all([worker(), worker(), worker()])).toEqual([first, first, first]);
    // The one that was started meanwhile is used from now on, beside the first.
    await vi.waitUntil(async () => new Set(await Promise.all([worker(), worker()])).size === 2, { timeout: 10_000 });
  });

  test("keeps a program alive while a task waits for a process that starts, and no longer", async () => {
    const program = fileURLToPath(new URL("../testing/waiting-program.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [...CONDITIONS, program]);
    expect(JSON.parse(stdout)).toEqual([true, true]);
    open();
  });

  test.each([
    ["no-such-worker", "The worker ended with exit code 1."],
    ["stillborn-worker", "The worker was killed before it began."],
  ])("tells of a process that cannot start (%s), and starts few of them", async (program, message) => {
    pool = createPoolOf(new URL(`../testing/${program}.ts`, import.meta.url), { workers: 2 });
    const told = await Promise.all(Array.from({ length: 3 }, () => perform("answer")));
    for (const each of told) expect(each._unsafeUnwrapErr()).toEqual({ kind: "failed", message, code: null });
  });

  test.skipIf(process.platform === "win32")(
    "tells of a process that the system refuses to start, and waits for none",
    async () => {
      pool = createPoolOf(new URL(`file:///${"a".repeat(4_000_000)}`), { workers: 2 });
      pool.warm();
      const told = await Promise.all(Array.from({ length: 3 }, () => perform("answer")));
      for (const each of told)
        expect(each._unsafeUnwrapErr()).toEqual({ kind: "failed", message: "spawn E2BIG", code: null });
    },
  );

  test("does a task again whose process was killed, since that may be anybody's doing", async () => {
    open({ workers: 1 });
    const pid = Number(await worker());
    const [slow, after] = [slowWorker(), worker()];
    await wait(100);
    process.kill(pid, "SIGKILL");
    expect((await slow).pid).not.toBe(pid);
    expect(await after).toBe((await slow).pid);
  });

  test("takes a second kill for the doing of the task, and no other task is lost", async () => {
    open({ workers: 1 });
    const [fatal, other] = await Promise.all([perform("be killed"), worker()]);
    expect(fatal._unsafeUnwrapErr()).toEqual({ kind: "too_costly", limit: "memory" });
    expect(other).toEqual(expect.any(Number));
  });

  test.each(["loop", "pattern"])("ends a task that takes too long (%s), and goes on with the next", async (kind) => {
    open({ workers: 1 });
    const costly = perform(kind);
    const waiting = worker();
    expect((await costly)._unsafeUnwrapErr()).toEqual({ kind: "too_costly", limit: "time" });
    expect(await waiting).toEqual(expect.any(Number));
  });

  test.each(["many objects", "one large array"])("survives a task that takes too much memory (%s)", async (kind) => {
    open({ workers: 1, wallMs: 20_000 });
    const costly = perform(kind);
    const waiting = worker();
    expect((await costly)._unsafeUnwrapErr()).toEqual({ kind: "too_costly", limit: "memory" });
    expect(await waiting).toEqual(expect.any(Number));
  });

  test("tells a full stack from a bug, and keeps the process after both", async () => {
    open({ workers: 1, wallMs: 20_000 });
    const before = await worker();
    expect((await perform("recurse"))._unsafeUnwrapErr()).toEqual({ kind: "too_costly", limit: "depth" });
    expect((await perform("throw"))._unsafeUnwrapErr()).toEqual({
      kind: "failed",
      message: "Error: a bug",
      code: null,
    });
    expect(await worker()).toBe(before);
  });

  test.each(["crash", "leave"])("survives a process that ends itself (%s), and no other task is lost", async (kind) => {
    open({ workers: 2, wallMs: 20_000 });
    const [fatal, ...others] = await Promise.all([perform(kind), ...Array.from({ length: 8 }, worker)]);
    expect(fatal?._unsafeUnwrapErr()).toMatchObject({ kind: "failed" });
    expect(others.every((id) => typeof id === "number")).toBe(true);
  });

  test("does not time a task that is not to be timed, and ends it at an abort", async () => {
    open({ workers: 1, wallMs: 20 });
    const abort = new AbortController();
    const endless = perform("loop", { timed: false, signal: abort.signal });
    const first = await Promise.race([
      endless,
      new Promise((resolve) => setTimeout(() => resolve("still at work"), 200)),
    ]);
    expect(first).toBe("still at work");
    abort.abort();
    expect((await endless)._unsafeUnwrapErr()).toEqual({ kind: "aborted" });
    expect(await worker()).toEqual(expect.any(Number));
  });

  test("forgets a task that is aborted while it waits", async () => {
    open({ workers: 1, wallMs: 200 });
    const abort = new AbortController();
    const before = perform("loop");
    const waiting = perform("answer", { signal: abort.signal });
    abort.abort();
    expect((await waiting)._unsafeUnwrapErr()).toEqual({ kind: "aborted" });
    expect((await before).isErr()).toBe(true);
    expect((await perform("answer", { signal: AbortSignal.abort() }))._unsafeUnwrapErr()).toEqual({ kind: "aborted" });
  });

  test.skipIf(process.platform === "win32")(
    "fails what it has no process for where no more files can be opened, and goes on when they can",
    async () => {
      open();
      const program = fileURLToPath(new URL("../testing/no-files-left.ts", import.meta.url));
      const args = ["-c", 'ulimit -n 80 && exec "$0" "$@"', process.execPath, ...CONDITIONS, program];
      const { stdout } = await promisify(execFile)("sh", args);
      expect(JSON.parse(stdout)).toEqual({
        withoutWorker: "failed",
        given: "ok",
        busy: "aborted",
        waits: "failed",
        afterwards: "ok",
      });
    },
  );

  test("keeps its workers through the signals that a terminal, or a stranger, sends", async () => {
    open({ workers: 1 });
    const pid = Number(await worker());
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1"]) process.kill(pid, signal);
    await wait(50);
    expect(await worker()).toBe(pid);
  });

  test("leaves no worker behind when its server is killed, not even a busy one", async () => {
    open();
    const server = spawn(process.execPath, [
      ...CONDITIONS,
      fileURLToPath(new URL("../testing/busy-server.ts", import.meta.url)),
    ]);
    const [pid] = (await once(server.stdout, "data")) as [Buffer];
    server.kill("SIGKILL");
    await vi.waitUntil(() => !isAlive(Number(pid.toString())), { timeout: 10_000 });
  });

  test("`close()` ends what is at work and what waits, and takes nothing more", async () => {
    open({ workers: 1 });
    const tasks = [perform("loop", { timed: false }), perform("answer")];
    await pool.close();
    for (const task of tasks) expect((await task)._unsafeUnwrapErr()).toEqual({ kind: "aborted" });
    expect((await perform("answer"))._unsafeUnwrapErr()).toEqual({ kind: "aborted" });
  });
});
