import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bufferSource, DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS, type UploadToJudge } from "@mayfly/core";
import { createMemoryJudge } from "@mayfly/core/memory";
import { afterEach, describe, expect, test } from "vitest";
import { zipInputs, zipPackage } from "../../../../test-fixtures/zip-package.ts";
import { reportMismatches } from "../../../core/src/testing/report-mismatches.ts";
import { freshDataFolder } from "../testing/fresh-data-folder.ts";
import { openFileByteSource } from "../uploads/file-byte-source.ts";
import { createPoolJudge } from "./create-pool-judge.ts";
import { createWorkerPool, type WorkerPool } from "./create-worker-pool.ts";

const PACKAGE = zipPackage(fileURLToPath(new URL("../../../../test-fixtures/packages/prime-check", import.meta.url)));
const { signal } = new AbortController();

function uploadOf(zip: Uint8Array): UploadToJudge {
  return {
    package: bufferSource(zip),
    packageSha256: null,
    packageLimits: DEFAULT_PACKAGE_LIMITS,
    inputs: null,
    inputLimits: DEFAULT_INPUT_LIMITS,
    parameter: {},
    profile: "autoskill",
  };
}

let pool: WorkerPool;
afterEach(() => pool.close());

describe("createPoolJudge()", () => {
  test("gives the verdicts that the rules give when they are called directly", async () => {
    pool = createWorkerPool({ workers: 1, wallMs: 20_000 });
    const judge = createPoolJudge(pool);
    const direct = createMemoryJudge();
    const damaged = PACKAGE.map((byte, place) => (place === 0 ? byte ^ 1 : byte));
    const withInputs = { ...uploadOf(PACKAGE), inputs: bufferSource(zipInputs({ nothing: new Uint8Array(3) })) };
    for (const upload of [uploadOf(PACKAGE), uploadOf(damaged), uploadOf(PACKAGE.slice(0, 100)), withInputs]) {
      const verdict = (await judge.judgeUpload(upload, signal))._unsafeUnwrap();
      expect(verdict).toEqual((await direct.judgeUpload(upload, signal))._unsafeUnwrap());
      const report = (await judge.judgePackage(upload, signal))._unsafeUnwrap();
      expect(report).toEqual((await direct.judgePackage(upload, signal))._unsafeUnwrap());
      expect(report).toEqual(verdict.report);
    }
    for (const output of [null, new TextEncoder().encode("[1]")]) {
      const run = { ...uploadOf(PACKAGE), output, artifacts: ["artifacts/report.md"] };
      const verdict = (await judge.judgeOutput(run, signal))._unsafeUnwrap();
      expect(verdict).toEqual((await direct.judgeOutput(run, signal))._unsafeUnwrap());
      expect(verdict.problems.length).toBeGreaterThan(0);
    }
  });

  test("accepts a good package, from a file as from bytes", async () => {
    pool = createWorkerPool({ workers: 1, wallMs: 20_000 });
    const judge = createPoolJudge(pool);
    const data = await freshDataFolder();
    const path = join(data.path, "package.zip");
    await writeFile(path, PACKAGE);
    const file = await openFileByteSource(path);
    const fromFile = (await judge.judgeUpload({ ...uploadOf(PACKAGE), package: file }, signal))._unsafeUnwrap();
    await file.close();
    await data.close();
    expect(fromFile.report.package?.id).toBe("prime-check");
    expect((await judge.judgeUpload(uploadOf(PACKAGE), signal))._unsafeUnwrap()).toEqual(fromFile);
  });

  test("answers that a package is too costly when judging it takes too long", async () => {
    pool = createWorkerPool({ workers: 1, wallMs: 1 });
    const judge = createPoolJudge(pool);
    const upload = (await judge.judgeUpload({ ...uploadOf(PACKAGE), parameter: { a: 1 } }, signal))._unsafeUnwrap();
    expect(upload).toMatchObject({
      report: { valid: false, package: null, problems: [{ code: "PACKAGE_TOO_COSTLY", severity: "error" }] },
      problems: [],
      parameter: { a: 1 },
    });
    const report = (await judge.judgePackage(uploadOf(PACKAGE), signal))._unsafeUnwrap();
    expect(report).toEqual(upload.report);
    expect(reportMismatches({ schema_version: 1, file: null, ...report })).toEqual([]);
    const run = { ...uploadOf(PACKAGE), output: null, artifacts: [] };
    const output = (await judge.judgeOutput(run, signal))._unsafeUnwrap();
    expect(output).toMatchObject({ data: null, problems: [{ code: "RESULT_OUTPUT_TOO_COSTLY", severity: "error" }] });
  });

  test("is a fault when it is aborted, and when the file is gone", async () => {
    pool = createWorkerPool({ workers: 1 });
    const judge = createPoolJudge(pool);
    const aborted = await judge.judgeUpload(uploadOf(PACKAGE), AbortSignal.abort());
    expect(aborted._unsafeUnwrapErr().kind).toBe("unavailable");
    const unwanted = await judge.judgePackage(uploadOf(PACKAGE), AbortSignal.abort());
    expect(unwanted._unsafeUnwrapErr().kind).toBe("unavailable");

    const data = await freshDataFolder();
    const path = join(data.path, "package.zip");
    await writeFile(path, PACKAGE);
    const file = await openFileByteSource(path);
    await file.close();
    await data.close();
    const gone = await judge.judgeUpload({ ...uploadOf(PACKAGE), package: file }, signal);
    expect(gone._unsafeUnwrapErr()).toMatchObject({ kind: "unavailable", message: expect.stringContaining("ENOENT") });
    // An operator may read it: a line, and no trace.
    expect(gone._unsafeUnwrapErr().message).not.toContain("\n");
  });
});
