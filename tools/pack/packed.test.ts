// Does what is published work where nothing else of the workspace is?
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { create, read, until, upload } from "../../packages/mayfly/src/testing/http-steps.ts";
import { zipPackage } from "../../test-fixtures/zip-package.ts";
import { ROOT, tool } from "../run/tool.ts";
import { installPacked } from "./install-packed.ts";
import { packageFolders } from "./package-folders.ts";
import { readOnlyBut } from "./read-only.ts";
import { servePacked } from "./serve-packed.ts";

const run = promisify(execFile);
const MINUTES = 60_000;

type Exports = Record<string, string | Record<string, string>>;
interface Manifest {
  readonly name: string;
  readonly exports: Exports;
  readonly bin?: Record<string, string>;
}

const NAMES = packageFolders().map((each) => manifestIn(each).name);
const folder = mkdtempSync(join(tmpdir(), "mayfly-packed-"));
const project = join(folder, "project");

function manifestIn(path: string): Manifest {
  return JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as Manifest;
}

function installed(name: string): string {
  return join(project, "node_modules", name);
}

/** What `name` is imported by, its manifest aside. */
function entriesOf(name: string): string[] {
  const paths = Object.keys(manifestIn(installed(name)).exports).filter((each) => !each.endsWith(".json"));
  return paths.map((each) => name + each.slice(1));
}

beforeAll(() => installPacked(folder), 5 * MINUTES);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(NAMES)("%s holds every file that its manifest names, and nothing of its sources or tests", (name) => {
  const { exports, bin } = manifestIn(installed(name));
  const named = Object.values(exports).flatMap((each) => (typeof each === "string" ? [each] : Object.values(each)));
  for (const file of [...named, ...Object.values(bin ?? {}), "README.md", "LICENSE"]) {
    expect([file, existsSync(join(installed(name), file))]).toEqual([file, true]);
  }
  const files = readdirSync(installed(name), { recursive: true, encoding: "utf8" });
  expect(
    files.filter((each) => /(^src|\.test\.|testing|tsbuildinfo)/u.test(each) && !each.startsWith("node_modules")),
  ).toEqual([]);
  expect(readFileSync(join(installed(name), "package.json"), "utf8")).not.toMatch(/workspace:|@mayfly\/source/u);
});

test(
  "every entry can be imported by Node",
  async () => {
    const entries = NAMES.flatMap(entriesOf);
    const script = `for (const each of ${JSON.stringify(entries)}) console.log(each, Object.keys(await import(each)).length > 0);`;
    const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: project });
    expect(stdout.trim().split("\n")).toEqual(entries.map((each) => `${each} true`));
    expect(stderr).toBe("");
  },
  MINUTES,
);

test(
  "every entry has types that a strict TypeScript project accepts",
  async () => {
    const lines = NAMES.flatMap(entriesOf).map(
      (each, index) => `import * as m${index} from ${JSON.stringify(each)};\nvoid m${index};`,
    );
    writeFileSync(join(project, "all.ts"), lines.join("\n"));
    const types = ["--types", "node", "--typeRoots", join(ROOT, "node_modules/@types")];
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2024", ...types];
    const { stdout } = await run(process.execPath, [tool("tsc", "typescript"), ...options, "all.ts"], { cwd: project });
    expect(stdout).toBe("");
  },
  MINUTES,
);

test(
  "`mayfly init` finds its template, and what it writes is good",
  async () => {
    const program = join(installed("mayfly"), "dist/main.js");
    await run(process.execPath, [program, "init", "word-count"], { cwd: project });
    const { stdout } = await run(process.execPath, [program, "validate", "word-count"], { cwd: project });
    expect(stdout).toMatch(/^✓ valid {2}word-count\n/);
  },
  MINUTES,
);

test.skipIf(process.platform === "win32")(
  "`npx mayfly serve` does one job where only its data folder can be written",
  async () => {
    const data = join(folder, "data");
    const readOnly = readOnlyBut(data, project);
    if (readOnly === null)
      console.log("skipped because this machine has no read-only mounts: the job ran without them");
    const server = await servePacked(project, data, readOnly?.prefix ?? []);
    try {
      const id = String(
        (await create(server.url, { engine: "script", parameter: { numbers: [7, 10], divisor: 5 } })).body[
          "request_id"
        ],
      );
      const archive = new Uint8Array(zipPackage(join(ROOT, "test-fixtures/packages/prime-check")));
      expect(await upload(server.url, id, archive)).toMatchObject({ status: 200 });
      expect(await until(server.url, id)).toMatchObject({ status: "succeeded", temporary_files: { state: "removed" } });
      expect((await read(server.url, id, "/result")).body["result"]).toMatchObject({ status: "success" });
    } finally {
      await server.end();
    }
  },
  MINUTES,
);
