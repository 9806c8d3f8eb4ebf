import { expect, test } from "vitest";
import { artifactReference } from "./artifact-reference.ts";

const isArtifact = artifactReference(["artifacts/report.md", "artifacts/a/b.svg"]);

test.each([
  "artifacts/report.md",
  "report.md",
  "./report.md",
  "a/b.svg",
  "/tmp/x/artifacts/a/b.svg",
  "/artifacts/x/artifacts/report.md",
])("`artifactReference()` knows %s", (reference) => {
  expect(isArtifact(reference)).toBe(true);
});

test.each([
  "",
  "b.svg",
  "artifacts",
  "../report.md",
  "x/artifacts/report.md",
  "/tmp/report.md",
  "/tmp/artifacts/b.svg",
  "REPORT.md",
])("`artifactReference()` does not know %j", (reference) => {
  expect(isArtifact(reference)).toBe(false);
});
