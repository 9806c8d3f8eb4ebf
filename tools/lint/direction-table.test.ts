// Does the linter catch what the direction table forbids, and let through what it allows?
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACKAGES, ROOMS } from "./direction.ts";

const ROOT = join(import.meta.dirname, "../..");
const IMPORTS = "eslint(no-restricted-imports)";
const GLOBALS = "eslint(no-restricted-globals)";
const PROPERTIES = "eslint(no-restricted-properties)";

type Plant = readonly [what: string, file: string, source: string, rule: string];

const FORBIDDEN: readonly Plant[] = [
  ["a rule room importing a room above it", "core/src/path/a.ts", 'export { x } from "../archive/x.ts";', IMPORTS],
  ["the same as a type", "core/src/path/b.ts", 'export type { X } from "../archive/x.ts";', IMPORTS],
  ["the same at run time", "core/src/path/c.ts", 'export const x = await import("../archive/x.ts");', IMPORTS],
  ["the same by a detour", "core/src/path/d.ts", 'export { x } from "../path/../archive/x.ts";', IMPORTS],
  ["the same out of src", "core/src/path/e.ts", 'export { x } from "../../src/archive/x.ts";', IMPORTS],
  [
    "the same as an inline type",
    "core/src/path/f.ts",
    'export type Y = import("../archive/x.ts").X;',
    "typescript(consistent-type-imports)",
  ],
  [
    "a folder of a room importing another room",
    "core/src/problem/codes/a.ts",
    'export { x } from "../../path/x.ts";',
    IMPORTS,
  ],
  ["a room importing the entry", "core/src/path/g.ts", 'export { x } from "../index.ts";', IMPORTS],
  ["a room importing its own package by name", "core/src/path/h.ts", 'export { x } from "@mayfly/core";', IMPORTS],
  ["a rule room importing a port", "core/src/run/a.ts", 'export type { P } from "../ports/p.ts";', IMPORTS],
  ["a port importing a rule", "core/src/ports/a.ts", 'export { x } from "../run/x.ts";', IMPORTS],
  ["the lifecycle importing memory", "core/src/lifecycle/a.ts", 'export { x } from "../memory/x.ts";', IMPORTS],
  ["core importing Node", "core/src/lifecycle/b.ts", 'export { readFile } from "node:fs/promises";', IMPORTS],
  ["core importing Node without its scheme", "core/src/lifecycle/c.ts", 'export { sep } from "path";', IMPORTS],
  ["memory importing Node", "core/src/memory/a.ts", 'export { sep } from "node:path";', IMPORTS],
  ["fflate outside bytes", "core/src/archive/a.ts", 'export { inflateSync } from "fflate";', IMPORTS],
  ["ajv outside schema", "core/src/package/a.ts", 'export { Ajv2020 } from "ajv/dist/2020.js";', IMPORTS],
  ["yaml outside schema", "core/src/package/b.ts", 'export { parse } from "yaml";', IMPORTS],
  ["zod outside contract", "core/src/run/b.ts", 'export { z } from "zod";', IMPORTS],
  ["core importing an adapter", "core/src/lifecycle/d.ts", 'export { x } from "@mayfly/adapter-fs";', IMPORTS],
  ["an adapter importing another", "adapter-express/src/a.ts", 'export { x } from "@mayfly/adapter-sqlite";', IMPORTS],
  [
    "an adapter reaching into core",
    "adapter-fs/src/a/a.ts",
    'export { x } from "../../../core/src/path/x.ts";',
    IMPORTS,
  ],
  ["an adapter with a library of another", "adapter-fs/src/b.ts", 'export { default } from "express";', IMPORTS],
  ["a second composition root", "mayfly/src/serve.ts", 'export { x } from "@mayfly/adapter-fs";', IMPORTS],
  ["settings that name an adapter", "mayfly/src/config.ts", 'export { x } from "@mayfly/adapter-fs";', IMPORTS],
  [
    "the environment read in an adapter",
    "adapter-process/src/a.ts",
    "export const home = process.env.HOME;",
    PROPERTIES,
  ],
  ["the environment read in the program", "mayfly/src/a.ts", "export const { env } = process;", PROPERTIES],
  ["the environment read by import", "mayfly/src/b.ts", 'export { env } from "node:process";', IMPORTS],
  ["the wall clock in core", "core/src/run/c.ts", "export const now = new Date();", GLOBALS],
  ["the wall clock by the global object", "core/src/run/d.ts", "export const now = globalThis.Date.now();", GLOBALS],
  ["a timer in core", "core/src/lifecycle/e.ts", "export const stop = setTimeout(console.log, 1);", GLOBALS],
  ["a timer by a signal", "core/src/lifecycle/f.ts", "export const stop = AbortSignal.timeout(1);", PROPERTIES],
  ["chance in core", "core/src/run/e.ts", "export const dice = Math.random();", PROPERTIES],
  ["the network in core", "core/src/run/f.ts", 'export const answer = fetch("http://localhost");', GLOBALS],
  ["crypto in core", "core/src/run/g.ts", "export const id = crypto.randomUUID();", GLOBALS],
  [
    "a cycle",
    "core/src/skill/a.ts",
    'import { b } from "./b.ts";\nexport const a = (): number => b();',
    "import(no-cycle)",
  ],
  [
    "a cycle of types",
    "core/src/skill/c.ts",
    'import type { D } from "./d.ts";\nexport type C = D | 1;',
    "import(no-cycle)",
  ],
  [
    "a promise nobody awaits",
    "adapter-fs/src/c.ts",
    "async function f(): Promise<void> {}\nexport function g(): void {\n  f();\n}",
    "typescript(no-floating-promises)",
  ],
];

const ALLOWED: readonly (readonly [file: string, source: string])[] = [
  [
    "core/src/archive/ok.ts",
    'import { ok } from "neverthrow";\nimport { x } from "../path/x.ts";\nexport const y = ok(x);',
  ],
  ["core/src/path/x.ts", 'import type { P } from "../problem/p.ts";\nexport const x: P = 1;'],
  ["core/src/problem/codes/ok.ts", 'export type { P } from "../p.ts";\nexport { y } from "./y.ts";'],
  ["core/src/problem/codes/y.ts", "export const y = 1;"],
  ["core/src/problem/p.ts", "export type P = number;"],
  ["core/src/schema/ok.ts", 'export { Ajv2020 } from "ajv/dist/2020.js";\nexport { parse } from "yaml";'],
  ["core/src/ports/ok.ts", 'export type { P } from "../run/p.ts";'],
  ["core/src/run/p.ts", 'export type { P } from "../problem/p.ts";'],
  ["core/src/memory/ok.ts", "export const now = (): number => Date.now();"],
  ["core/src/path/ok.test.ts", 'export { y } from "../archive/ok.ts";\nexport const at = new Date();'],
  ["core/src/index.ts", 'export { x } from "./path/x.ts";'],
  ["core/src/skill/b.ts", "export const b = (): number => 1;"],
  ["adapter-fs/src/ok.ts", 'export { readFile } from "node:fs/promises";\nexport { x } from "@mayfly/core";'],
  ["mayfly/src/compose.ts", 'export { x } from "@mayfly/adapter-fs";'],
  ["mayfly/src/config.ts", 'import { env } from "node:process";\nexport const all = [env, process.env];'],
];

/** The other halves of the planted cycles. */
const BACKGROUND: readonly (readonly [file: string, source: string])[] = [
  ["core/src/skill/b.ts", 'import { a } from "./a.ts";\nexport const b = (): number => a();'],
  ["core/src/skill/d.ts", 'import type { C } from "./c.ts";\nexport type D = C | 2;'],
  ["core/src/archive/x.ts", "export const x = 1;\nexport type X = number;"],
];

/** What the linter finds in a house with these `files`: rules by file below `packages/`. */
function lint(folder: string, files: readonly (readonly [file: string, source: string])[]): Map<string, string[]> {
  for (const each of ["oxlint.config.ts", "tools/lint", "tsconfig.json", "tsconfig.base.json"]) {
    cpSync(join(ROOT, each), join(folder, each), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  for (const [file, source] of files) {
    const path = join(folder, "packages", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${source}\n`);
  }
  let output: string;
  try {
    const oxlint = join(ROOT, "node_modules/oxlint/bin/oxlint");
    output = execFileSync(process.execPath, [oxlint, "--format=json", "packages"], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    output = String((error as { stdout: unknown }).stdout);
  }
  const found = new Map<string, string[]>();
  for (const { code, filename } of (JSON.parse(output) as { diagnostics: { code: string; filename: string }[] })
    .diagnostics) {
    const file = filename.replaceAll("\\", "/").replace(/^packages\//, "");
    found.set(file, [...(found.get(file) ?? []), code]);
  }
  return found;
}

const folder = mkdtempSync(join(tmpdir(), "mayfly-lint-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the linter refuses", () => {
  let found: Map<string, string[]>;
  beforeAll(() => {
    const plants = FORBIDDEN.map(([, file, source]) => [file, source] as const);
    found = lint(join(folder, "forbidden"), [...plants, ...BACKGROUND]);
  });
  test.each(FORBIDDEN)("%s", (_what, file, _source, rule) => {
    expect(found.get(file)).toContain(rule);
  });
});

test("the linter lets through what the direction table allows", () => {
  expect([...lint(join(folder, "allowed"), ALLOWED)]).toEqual([]);
});

test("the direction table has a row for every room of core and every package", () => {
  const folders = (path: string): string[] =>
    readdirSync(join(ROOT, path), { withFileTypes: true })
      .filter((each) => each.isDirectory() && each.name !== "testing")
      .map((each) => each.name);
  expect(Object.keys(ROOMS)).toEqual(expect.arrayContaining(folders("packages/core/src")));
  expect(["core", ...Object.keys(PACKAGES)].toSorted()).toEqual(folders("packages").toSorted());
});

test("the direction table names every library that a package depends on, and no other", () => {
  const declared = (name: string): string[] => {
    const path = join(ROOT, "packages", name, "package.json");
    const manifest = JSON.parse(readFileSync(path, "utf8")) as Record<string, Record<string, string> | undefined>;
    const names = Object.keys({ ...manifest["dependencies"], ...manifest["peerDependencies"] });
    // Types go with the library that they are about.
    return names.filter((each) => !/^@(mayfly|types)\//.test(each)).toSorted();
  };
  const bare = (allowed: readonly string[]): string[] =>
    allowed.filter((each) => !each.startsWith("@mayfly/") && !each.includes("*")).toSorted();
  const core = [...new Set(["neverthrow", ...Object.values(ROOMS).flatMap((each) => each.libraries ?? [])])];
  expect(declared("core")).toEqual(bare(core));
  for (const [name, allowed] of Object.entries(PACKAGES))
    expect([name, ...declared(name)]).toEqual([name, ...bare(allowed)]);
});
