import { bufferSource, DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS } from "@mayfly/core";
import { zipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { hostilePackages, type HostilePackage } from "../testing/hostile-packages.ts";
import { createPoolJudge } from "./create-pool-judge.ts";
import { createWorkerPool } from "./create-worker-pool.ts";

// Other tests share the machine, and what is asserted is that the rules answer. How fast they do is measured elsewhere.
const pool = createWorkerPool({ workers: 1, wallMs: 30_000 });
afterAll(() => pool.close());

async function judge({ files }: HostilePackage) {
  const upload = {
    package: bufferSource(zipSync(files)),
    packageSha256: null,
    packageLimits: DEFAULT_PACKAGE_LIMITS,
    inputs: null,
    inputLimits: DEFAULT_INPUT_LIMITS,
    parameter: {},
    profile: "autoskill",
  } as const;
  return (await createPoolJudge(pool).judgeUpload(upload, AbortSignal.timeout(60_000)))._unsafeUnwrap().report;
}

describe("a package that is made to cost much is judged by its rules, and not cut off", () => {
  test.each(hostilePackages().map((each) => ({ what: each.what, each })))("$what", async ({ each }) => {
    const report = await judge(each);
    expect([...new Set(report.problems.map(({ code }) => code))]).toEqual(each.codes);
  });
});
