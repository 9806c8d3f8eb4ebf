// Which promises does collecting what a program left have to keep?
import type { Collected, CollectLimits } from "@mayfly/core";
import { describe, expect, test } from "vitest";
import { bytesOf, sha256Of, textOf } from "../bytes-of.ts";
import type { OutputsScene } from "./run-outputs-under-test.ts";

const LIMITS: CollectLimits = {
  maxOutputBytes: 1000,
  maxArtifactBytes: 1000,
  maxArtifacts: 10,
  maxPathBytes: 512,
  maxDepth: 32,
  keepInputs: false,
};

const NEVER = new AbortController().signal;

export function collectPromises(scene: () => OutputsScene): void {
  const collect = async (limits: Partial<CollectLimits> = {}): Promise<Collected> =>
    (await scene().outputs.collect(scene().run, scene().attempt, { ...LIMITS, ...limits }, NEVER))._unsafeUnwrap();
  const put = (path: string, text: string) => scene().putArtifact(scene().run, scene().attempt, path, bytesOf(text));
  const putOutput = (text: string) => scene().putOutput(scene().run, scene().attempt, bytesOf(text));
  const paths = ({ artifacts }: Collected) => artifacts.map(({ path }) => path);
  const codes = ({ problems }: Collected) => problems.map(({ code }) => code);

  describe("collect()", () => {
    test("finds nothing where a program left nothing", async () => {
      expect(await collect()).toEqual({ output: null, artifacts: [], inputs: [], problems: [] });
    });

    test("takes nothing once it is aborted", async () => {
      await put("report.md", "# Report");
      const aborted = await scene().outputs.collect(scene().run, scene().attempt, LIMITS, AbortSignal.abort());
      expect(aborted._unsafeUnwrapErr()).toEqual({ kind: "aborted" });
      expect((await scene().outputs.measure(scene().run))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
      expect(paths(await collect())).toEqual(["artifacts/report.md"]);
    });

    test("takes the output and every artifact, sorted, with size and sums", async () => {
      await putOutput('{"rows":3}');
      await put("report.md", "# Report");
      await put("charts/b.svg", "<svg/>");
      await put("charts/a.svg", "123456789");
      const collected = await collect();
      expect(textOf(collected.output ?? bytesOf(""))).toBe('{"rows":3}');
      expect(paths(collected)).toEqual(["artifacts/charts/a.svg", "artifacts/charts/b.svg", "artifacts/report.md"]);
      // The check value of this CRC is the one for these nine digits.
      expect(collected.artifacts[0]).toEqual({
        path: "artifacts/charts/a.svg",
        size: 9,
        sha256: await sha256Of(bytesOf("123456789")),
        crc32: 0xcbf43926,
      });
      expect(collected.problems).toEqual([]);
    });

    test("takes an output of exactly the limit, and none past it", async () => {
      await putOutput("12345678");
      expect((await collect({ maxOutputBytes: 8 })).output).toHaveLength(8);
      const collected = await collect({ maxOutputBytes: 7 });
      expect(collected.output).toBe(null);
      expect(collected.problems).toMatchObject([{ code: "RESULT_OUTPUT_TOO_LARGE", severity: "error" }]);
    });

    test("leaves out artifacts under names that are not safe everywhere, and says which", async () => {
      await put("good.txt", "1");
      await put("CON.txt", "2");
      await put("what?.txt", "3");
      await put("__proto__/x.txt", "4");
      const collected = await collect();
      expect(paths(collected)).toEqual(["artifacts/good.txt"]);
      expect(new Set(codes(collected))).toEqual(new Set(["RESULT_ARTIFACT_NAME"]));
      expect(collected.problems.every(({ severity }) => severity === "warning")).toBe(true);
      expect(collected.problems.map(({ entry }) => entry)).toContain("artifacts/CON.txt");
    });

    test("leaves out artifacts that are too deep or too long to name", async () => {
      await put("a/b/c.txt", "deep");
      await put("abcdefghij.txt", "long");
      await put("ok.txt", "1");
      const collected = await collect({ maxDepth: 2, maxPathBytes: 10 });
      expect(paths(collected)).toEqual(["artifacts/ok.txt"]);
      expect(new Set(codes(collected))).toEqual(new Set(["RESULT_ARTIFACT_NAME"]));
    });

    test("stops at the limit of artifacts", async () => {
      for (const name of ["a", "b", "c"]) await put(name, "x");
      expect((await collect({ maxArtifacts: 3 })).problems).toEqual([]);
      const collected = await collect({ maxArtifacts: 2 });
      expect(paths(collected)).toEqual(["artifacts/a", "artifacts/b"]);
      expect(collected.problems).toMatchObject([{ code: "RESULT_ARTIFACTS_TOO_MANY", severity: "error" }]);
    });

    test("stops at the limit of bytes", async () => {
      for (const name of ["a", "b", "c"]) await put(name, "12345");
      expect((await collect({ maxArtifactBytes: 15 })).problems).toEqual([]);
      const collected = await collect({ maxArtifactBytes: 14 });
      expect(paths(collected)).toEqual(["artifacts/a", "artifacts/b"]);
      expect(collected.problems).toMatchObject([{ code: "RESULT_ARTIFACTS_TOO_LARGE", severity: "error" }]);
    });

    test("keeps the inputs only when asked", async () => {
      await scene().putInput(scene().run, scene().attempt, "table/sales.csv", bytesOf("a,b"));
      expect((await collect()).inputs).toEqual([]);
      const { inputs } = await collect({ keepInputs: true });
      expect(inputs).toMatchObject([
        { path: "inputs/table/sales.csv", size: 3, sha256: await sha256Of(bytesOf("a,b")) },
      ]);
    });

    test("can be repeated, and then finds what is there now", async () => {
      await put("first.txt", "1");
      await collect();
      await put("second.txt", "2");
      expect(paths(await collect())).toEqual(["artifacts/first.txt", "artifacts/second.txt"]);
    });
  });
}
