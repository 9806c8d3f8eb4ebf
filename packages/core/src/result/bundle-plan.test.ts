import { expect, test } from "vitest";
import { bundlePlan } from "./bundle-plan.ts";

const file = (path: string) => ({ path, size: 1, sha256: "00" });
const KEPT = [
  "result/result.json",
  "logs/stdout.txt",
  "artifacts/b/c.svg",
  "artifacts/a.md",
  "inputs/table",
  "bundle/manifest.json",
  "x",
].map(file);

test("`bundlePlan()` takes result and artifacts, sorted, and lists them in the manifest", () => {
  const paths = ["artifacts/a.md", "artifacts/b/c.svg", "result/result.json"];
  expect(bundlePlan(KEPT, false)).toEqual({ files: paths.map(file), manifest: { files: paths.map(file) } });
});

test("`bundlePlan()` adds logs and inputs for debugging", () => {
  const paths = bundlePlan(KEPT, true).files.map(({ path }) => path);
  expect(paths).toEqual([
    "artifacts/a.md",
    "artifacts/b/c.svg",
    "inputs/table",
    "logs/stdout.txt",
    "result/result.json",
  ]);
});

test("`bundlePlan()` lists nothing but path, size and digest", () => {
  const { manifest } = bundlePlan([{ ...file("artifacts/a"), crc32: 5 }], false);
  expect(manifest).toEqual({ files: [file("artifacts/a")] });
});
