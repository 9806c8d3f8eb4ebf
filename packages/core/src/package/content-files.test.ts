import { expect, test } from "vitest";
import { writeArchive } from "../archive/write-archive.ts";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import { bytesOf, SKILL } from "../testing/skill-package.ts";
import { contentFiles } from "./content-files.ts";
import { validateArchive, validateFiles } from "./validate-skill-package.ts";
import { bufferSource } from "../bytes/buffer-source.ts";

const FILES = Object.entries(SKILL).map(([path, content]) => ({ path, bytes: bytesOf(content) }));

test("`contentFiles()` are judged as their canonical archive is", () => {
  const archive = bufferSource(writeArchive(FILES)._unsafeUnwrap());
  const report = validateFiles(contentFiles(FILES, nobleSha256));
  expect(report).toEqual(validateArchive(archive));
  expect(report).toMatchObject({ valid: true, package: { content_digest: expect.stringMatching(/^[0-9a-f]{64}$/) } });
});

test("`contentFiles()` with names that not every system keeps apart are no valid package", () => {
  const files = [...FILES, { path: "demo/skill.md", bytes: new Uint8Array(1) }];
  const report = validateFiles(contentFiles(files, nobleSha256));
  expect(report.valid).toBe(false);
  expect(report.problems.map(({ code }) => code)).toContain("PATH_COLLISION");
});

test("`contentFiles()` composes names, and has no file that was not given", () => {
  const files = contentFiles([{ path: "demo/e\u0301", bytes: new Uint8Array(2) }], nobleSha256);
  expect(files.entries).toEqual([{ path: "demo/\u00e9", kind: "file", size: 2 }]);
  expect(files.read("demo/\u00e9")._unsafeUnwrap()).toHaveLength(2);
  expect(files.read("demo/x").isErr()).toBe(true);
});
