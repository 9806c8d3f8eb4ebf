// Does the example of an adapter keep the promises of its port, by the suite as the page runs it?
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const PAGE = readFileSync(join(import.meta.dirname, "how-to/write-an-adapter.md"), "utf8");
const PACKAGES = join(import.meta.dirname, "../packages");
const CONFIG = `
const conditions = ["@mayfly/source", "node", "default"];
export default { resolve: { conditions }, ssr: { resolve: { conditions } } };
`;

interface Report {
  readonly testResults: readonly { readonly assertionResults: readonly { readonly status: string }[] }[];
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mayfly-adapter-"));
  mkdirSync(join(folder, "node_modules/@mayfly"), { recursive: true });
  for (const name of ["core", "conformance"])
    symlinkSync(join(PACKAGES, name), join(folder, "node_modules/@mayfly", name));
  symlinkSync(join(PACKAGES, "core/node_modules/neverthrow"), join(folder, "node_modules/neverthrow"));
  writeFileSync(join(folder, "vitest.config.mjs"), CONFIG);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the adapter keeps every promise, with the traits that it declares", () => {
  for (const name of ["folder-install-store", "folder-install-store.test"]) {
    const [, block = ""] = new RegExp(`^\`\`\`ts ${name}\n(.*?)^\`\`\`$`, "ms").exec(PAGE) ?? [];
    writeFileSync(join(folder, `${name}.ts`), block);
  }
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const report = join(folder, "report.json");
  const args = [vitest, "run", "--root", folder, "--reporter=json", `--outputFile=${report}`];
  const { stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    timeout: 60_000,
    // What the suite leaves goes with the rest.
    env: { ...process.env, TMPDIR: folder },
  });
  expect(stderr).toBe("");
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  const verdicts = testResults.flatMap(({ assertionResults }) => assertionResults);
  expect(verdicts.length).toBeGreaterThan(10);
  expect(verdicts.filter(({ status }) => status !== "passed")).toEqual([]);
});
