import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { anEndedRun, wholeOf } from "../testing/a-world.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe("`bundle()`", () => {
  test("is a zip of result, artifacts and manifest, and reads the same from any position", async () => {
    const { mayfly, address } = await anEndedRun();
    const bundle = (await mayfly.bundle(address))._unsafeUnwrap();
    const whole = await wholeOf(bundle.stream(0, bundle.size));
    expect(whole).toHaveLength(bundle.size);
    const files = unzipSync(whole);
    expect(Object.keys(files).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "artifacts/report.md",
      "bundle/manifest.json",
      "result/result.json",
    ]);
    expect(text(files["artifacts/report.md"] ?? new Uint8Array(0))).toBe("# Report\n");
    for (const [start, end] of [
      [0, 1],
      [1, 100],
      [50, 51],
      [bundle.size - 7, bundle.size],
      [9, bundle.size - 9],
    ] as const) {
      expect(await wholeOf(bundle.stream(start, end))).toEqual(whole.slice(start, end));
    }
    expect(bundle.tag).toBe((await mayfly.bundle(address))._unsafeUnwrap().tag);
  });

  test("of a debug run holds logs and inputs too", async () => {
    const { mayfly, address } = await anEndedRun({ debug: true });
    const bundle = (await mayfly.bundle(address))._unsafeUnwrap();
    const files = unzipSync(await wholeOf(bundle.stream(0, bundle.size)));
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(["logs/stdout.txt", "logs/stderr.txt", "inputs/table/data.csv"]),
    );
    expect(text(files["logs/stdout.txt"] ?? new Uint8Array(0))).toBe("hello\n");
  });

  test("a bundle whose file is gone meanwhile rejects in place of lying", async () => {
    const { world, mayfly, address, run } = await anEndedRun();
    const bundle = (await mayfly.bundle(address))._unsafeUnwrap();
    await world.real.outputs.remove(run.id);
    await expect(wholeOf(bundle.stream(0, bundle.size))).rejects.toThrow(`of run ${run.id} is gone`);
  });
});
