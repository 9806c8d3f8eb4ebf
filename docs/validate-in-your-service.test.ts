// Does the page about validating in a service say what the code does? (its part about browsers: tools/browser)
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { aQuietClone } from "./testing/clone.ts";
import { blocksOf } from "./testing/blocks.ts";

const PAGE = "how-to/validate-in-your-service.md";
const clone = aQuietClone();
afterAll(() => clone.remove());

const ran = (name: string, code: string): { readonly stdout: string; readonly stderr: string } => {
  writeFileSync(join(clone.path, name), code);
  return spawnSync(process.execPath, ["--conditions=@mayfly/source", name], { cwd: clone.path, encoding: "utf8" });
};

test("the library and the pool give the verdict, as the page has them", () => {
  const [packed] = clone.follow(PAGE);
  expect(packed).toMatch(/^prime-check\.zip /);
  const { direct = "", pool = "" } = blocksOf(PAGE);
  expect(ran("direct.ts", direct)).toMatchObject({ stderr: "", stdout: "true prime-check\n" });
  const use = `
    import { readFileSync } from "node:fs";
    const signal = AbortSignal.timeout(60_000);
    for (const zip of [readFileSync("prime-check.zip"), new Uint8Array(99)]) {
      const { valid, problems } = await validate(zip, signal);
      console.log(valid, problems.map(({ code }) => code).join());
    }
    await close();`;
  expect(ran("pool.ts", `${pool}${use}`)).toMatchObject({ stderr: "", stdout: "true \nfalse ARCHIVE_NOT_A_ZIP\n" });
});

test("a package that takes too long has the code that the page names", () => {
  const pool = blocksOf(PAGE)["pool"]?.replace("wallMs: 5000", "wallMs: 1") ?? "";
  const use = `
    import { readFileSync } from "node:fs";
    const report = await validate(readFileSync("prime-check.zip"), AbortSignal.timeout(60_000));
    console.log(report.problems.map(({ code }) => code).join());
    await close();`;
  expect(ran("costly.ts", `${pool}${use}`)).toMatchObject({ stderr: "", stdout: "PACKAGE_TOO_COSTLY\n" });
});
