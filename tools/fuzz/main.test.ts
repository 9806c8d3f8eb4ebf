import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { rawZip } from "../../test-fixtures/archives/raw-zip.ts";

const folder = mkdtempSync(join(tmpdir(), "mayfly-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fuzz(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const main = join(import.meta.dirname, "main.ts");
  return spawnSync(process.execPath, ["--conditions=@mayfly/source", main, ...args], { encoding: "utf8" });
}

test("`fuzz` tells seed and totals, and ends with 0 when it finds nothing", () => {
  const { status, stdout } = fuzz("--runs", "200", "--seed", "3", "--workers", "1");
  expect(stdout).toMatch(/^Seed 3, 1 worker\.\n/);
  expect(stdout).toMatch(/\n200 inputs in \d+\.\d s: \d+ accepted, \d+ refused, \d+ codes, 0 finds\.\n$/);
  expect(status).toBe(0);
});

test("`fuzz --input` tells what comes of one file", () => {
  const file = join(folder, "a.zip");
  writeFileSync(file, rawZip([{ name: "../a" }]));
  expect(fuzz("--input", file)).toMatchObject({ status: 0, stdout: "refused PATH_TRAVERSAL\n" });
  writeFileSync(file, rawZip([{ name: "a" }]));
  expect(fuzz("--input", file)).toMatchObject({ status: 0, stdout: "accepted\n" });
  expect(fuzz("--input", join(folder, "missing"))).toMatchObject({ status: 2 });
});

test("`fuzz` teaches when it is asked to, or asked for nonsense", () => {
  expect(fuzz("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("pnpm fuzz [seconds]") });
  expect(fuzz("soon")).toMatchObject({ status: 2, stderr: expect.stringContaining("--help") });
});
