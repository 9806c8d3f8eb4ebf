// Which promises does what is kept of a run have to keep?
import type { Collected, RunId, RunOutputs } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { describe, expect, test } from "vitest";
import { bytesOf, readAll, sha256Of, textOf } from "../bytes-of.ts";
import { expectFaults, NO_TRAIT } from "../traits.ts";
import type { OutputsScene } from "./run-outputs-under-test.ts";

const LIMITS = {
  maxOutputBytes: 1000,
  maxArtifactBytes: 1_000_000,
  maxArtifacts: 10,
  maxPathBytes: 512,
  maxDepth: 32,
  keepInputs: false,
};

const NEVER = new AbortController().signal;

export function sealPromises(scene: () => OutputsScene): void {
  const collect = async (...files: readonly (readonly [string, string])[]): Promise<Collected> => {
    const { outputs, putArtifact, run, attempt } = scene();
    for (const [path, text] of files) await putArtifact(run, attempt, path, bytesOf(text));
    return (await outputs.collect(run, attempt, LIMITS, NEVER))._unsafeUnwrap();
  };
  const manifest = async () => (await scene().outputs.manifest(scene().run))._unsafeUnwrap();
  const paths = async () => (await manifest())?.map(({ path }) => path);
  const open = async (path: string) => (await scene().outputs.open(scene().run, path))._unsafeUnwrap();
  const text = async (path: string) => {
    const opened = await open(path);
    return opened === null ? null : textOf(await readAll(opened.stream(0, opened.file.size)));
  };

  describe("seal()", () => {
    test("makes a manifest of result, artifacts and logs, sorted, and there is none before", async () => {
      const { outputs, run } = scene();
      const { artifacts } = await collect(["b.txt", "bb"], ["a/c.txt", "c"]);
      const logs = (await outputs.openLogs(run, 100))._unsafeUnwrap();
      await logs.write("stdout", bytesOf("hello"));
      await logs.close();
      expect(await manifest()).toBe(null);
      expect(await open("artifacts/b.txt")).toBe(null);

      expect((await outputs.seal(run, { status: "success" }, artifacts)).isOk()).toBe(true);
      expect(await paths()).toEqual([
        "artifacts/a/c.txt",
        "artifacts/b.txt",
        "logs/stderr.txt",
        "logs/stdout.txt",
        "result/result.json",
      ]);
      const files = await manifest();
      expect(files?.[1]).toEqual(artifacts[1]);
      expect(files?.[3]).toMatchObject({ size: 5, sha256: await sha256Of(bytesOf("hello")) });
      expect(JSON.parse((await text("result/result.json")) ?? "")).toEqual({ status: "success" });
      expect(await text("logs/stdout.txt")).toBe("hello");
      expect(await text("artifacts/a/c.txt")).toBe("c");
    });

    test("tells of each file the size and sums that its bytes have", async () => {
      const { outputs, run } = scene();
      const { artifacts } = await collect(["a.txt", "123456789"]);
      await outputs.seal(run, { ä: "ü" }, artifacts);
      for (const file of (await manifest()) ?? []) {
        const bytes = bytesOf((await text(file.path)) ?? "");
        expect({ size: bytes.length, sha256: await sha256Of(bytes) }).toEqual({ size: file.size, sha256: file.sha256 });
      }
    });

    test("needs nothing collected: a run that never ran has a result too", async () => {
      await scene().outputs.seal(scene().run, { status: "failed" }, []);
      expect(await paths()).toEqual(["result/result.json"]);
    });

    test("drops collected files that it is not given", async () => {
      const { outputs, run } = scene();
      const { artifacts } = await collect(["keep/a.txt", "a"], ["drop/b.txt", "b".repeat(50_000)]);
      await outputs.seal(
        run,
        {},
        artifacts.filter(({ path }) => path.startsWith("artifacts/keep/")),
      );
      expect(await paths()).toEqual(["artifacts/keep/a.txt", "result/result.json"]);
      expect(await open("artifacts/drop/b.txt")).toBe(null);
      expect((await outputs.remove(run))._unsafeUnwrap().bytes).toBeLessThan(1000);
    });

    test("can be repeated with another result", async () => {
      const { outputs, run } = scene();
      const { artifacts } = await collect(["a.txt", "a"]);
      await outputs.seal(run, { status: "success", padding: "x".repeat(100) }, artifacts);
      expect((await outputs.seal(run, { status: "failed" }, artifacts)).isOk()).toBe(true);
      expect(await paths()).toEqual(["artifacts/a.txt", "result/result.json"]);
      expect(JSON.parse((await text("result/result.json")) ?? "")).toEqual({ status: "failed" });
    });

    test("is a fault, not a manifest, when a file to seal is gone", async () => {
      const { outputs, run } = scene();
      const gone = { path: "artifacts/gone.txt", size: 1, sha256: "0".repeat(64), crc32: 0 };
      expect((await outputs.seal(run, {}, [gone]))._unsafeUnwrapErr().kind).toBe("unavailable");
      expect(await manifest()).toBe(null);
    });
  });

  test("every call answers a fault when the place is out of reach, and none throws", async ({ skip }) => {
    const { outputs, run, attempt, unavailable } = scene();
    skip(unavailable === undefined, NO_TRAIT.unavailable);
    const { artifacts } = await collect(["a.txt", "a"]);
    await outputs.seal(run, {}, artifacts);
    await unavailable?.();
    await expectFaults<RunOutputs>({
      openLogs: () => outputs.openLogs(run, 100),
      readLog: () => outputs.readLog(run, "stdout", 0, 100),
      collect: () => outputs.collect(run, attempt, LIMITS, NEVER),
      seal: () => outputs.seal(run, {}, []),
      manifest: () => outputs.manifest(run),
      open: () => outputs.open(run, "artifacts/a.txt"),
      verify: () => outputs.verify(run),
      measure: () => outputs.measure(run),
      remove: () => outputs.remove(run),
      list: () => outputs.list(0),
    });
  });

  describe("verify()", () => {
    test("holds for what was sealed, and for nothing else", async () => {
      const { outputs, run } = scene();
      const verified = async () => (await outputs.verify(run))._unsafeUnwrap();
      expect(await verified()).toBe(false);
      const { artifacts } = await collect(["a.txt", "a"], ["b/c.txt", "c"]);
      expect(await verified()).toBe(false);
      const logs = (await outputs.openLogs(run, 100))._unsafeUnwrap();
      await logs.write("stdout", bytesOf("hello"));
      await logs.close();
      await outputs.seal(run, { status: "success" }, artifacts);
      expect(await verified()).toBe(true);
      await outputs.remove(run);
      expect(await verified()).toBe(false);
    });
  });

  describe("open()", () => {
    test("streams any range of a file", async () => {
      const { outputs, run } = scene();
      const { artifacts } = await collect(["a.txt", "0123456789"], ["empty.txt", ""]);
      await outputs.seal(run, {}, artifacts);
      const opened = await open("artifacts/a.txt");
      const range = async (start: number, end: number) =>
        opened === null ? null : textOf(await readAll(opened.stream(start, end)));
      expect(await range(0, 10)).toBe("0123456789");
      expect(await range(3, 5)).toBe("34");
      expect(await range(9, 10)).toBe("9");
      expect(await range(4, 4)).toBe("");
      await expect(range(5, 11)).rejects.toThrow();
      expect(await text("artifacts/empty.txt")).toBe("");
    });

    test("knows only paths that the manifest has, to the letter", async () => {
      const { outputs, run } = scene();
      const { artifacts } = await collect(["a.txt", "a"]);
      await outputs.seal(run, {}, artifacts);
      for (const path of [
        "a.txt",
        "artifacts/./a.txt",
        "artifacts//a.txt",
        "artifacts/../artifacts/a.txt",
        "artifacts/../result.json",
        "../../../etc/passwd",
        "/artifacts/a.txt",
        "artifacts",
        "artifacts/A.TXT",
        "manifest.json",
        "result.json",
        "__proto__",
        "",
      ]) {
        expect(await open(path), path).toBe(null);
      }
      expect((await outputs.open(memoryIds.runId(), "artifacts/a.txt"))._unsafeUnwrap()).toBe(null);
    });
  });

  describe("remove() and list()", () => {
    const allRuns = async (): Promise<RunId[]> => {
      const shards = Array.from({ length: 256 }, (_, shard) => scene().outputs.list(shard));
      return (await Promise.all(shards)).flatMap((listed) => [...listed._unsafeUnwrap()]);
    };

    test("`list()` finds each run in exactly one shard", async () => {
      const runs = Array.from({ length: 20 }, () => memoryIds.runId());
      for (const run of runs) await scene().outputs.seal(run, {}, []);
      expect((await allRuns()).sort()).toEqual([...runs].sort());
    });

    test("`remove()` removes everything of one run, and counts it as `measure()` did", async () => {
      const { outputs, run } = scene();
      const other = memoryIds.runId();
      const { artifacts } = await collect(["a.txt", "12345"]);
      await outputs.seal(run, {}, artifacts);
      await outputs.seal(other, {}, []);
      const measured = (await outputs.measure(run))._unsafeUnwrap();
      const removal = (await outputs.remove(run))._unsafeUnwrap();
      expect(removal).toEqual(measured);
      expect((await outputs.measure(run))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
      expect(removal.files).toBeGreaterThanOrEqual(2);
      expect(removal.bytes).toBeGreaterThanOrEqual(5);
      expect(await manifest()).toBe(null);
      expect(await open("artifacts/a.txt")).toBe(null);
      expect((await outputs.readLog(run, "stdout", 0, 10))._unsafeUnwrap().size).toBe(0);
      expect(await allRuns()).toEqual([other]);
    });

    test("`remove()` of nothing is ok", async () => {
      expect((await scene().outputs.remove(scene().run))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
    });
  });
}
