// Does each suite notice a port that breaks a promise?
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as suites from "./index.ts";
import { BROKEN_PORTS } from "./testing/broken-ports/broken-ports.ts";
import { nameOf } from "./testing/broken-ports/break.ts";

interface Report {
  readonly testResults: readonly { readonly message: string; readonly assertionResults: readonly Verdict[] }[];
}

interface Verdict {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
}

const CONFIG = fileURLToPath(new URL("testing/broken-ports/vitest.config.ts", import.meta.url));
const VITEST = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

let folder: string;
let report: Report;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mayfly-broken-ports-"));
  const file = join(folder, "report.json");
  const args = [VITEST, "run", "--config", CONFIG, "--reporter=json", `--outputFile=${file}`];
  // It ends with 1, because suites failed; that is what they are asked for.
  await new Promise((resolve) => execFile(process.execPath, args, resolve));
  report = JSON.parse(await readFile(file, "utf8")) as Report;
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

test("every suite is tried", () => {
  const described = Object.keys(suites).flatMap((name) => /^describe(?<port>.+)$/u.exec(name)?.groups?.["port"] ?? []);
  expect(Object.keys(BROKEN_PORTS).toSorted()).toEqual(described.toSorted());
  expect(report.testResults.map(({ message }) => message)).toEqual(["", "", ""]);
});

describe.each(Object.entries(BROKEN_PORTS))("the suite of %s notices", (port, breaks) => {
  test.each(breaks.map((each) => [each.does, each] as const))("one that %s", (_, each) => {
    const suite = `${nameOf(each)} keeps the promises of ${port}`;
    const verdicts = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ ancestorTitles }) => ancestorTitles.includes(suite));
    const titles = (status: string) => verdicts.filter((one) => one.status === status).map(({ title }) => title);
    expect(titles("failed").filter((title) => title.startsWith(each.noticedBy))).not.toEqual([]);
    // Where nothing passed, it was not the promise that failed.
    expect(titles("passed")).not.toEqual([]);
  });
});
