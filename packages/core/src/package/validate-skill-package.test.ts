import { fileURLToPath } from "node:url";
import { createHash } from "node:crypto";
import { unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { zipPackage } from "../../../../test-fixtures/zip-package.ts";
import { DEFAULT_PACKAGE_LIMITS } from "../archive/limits.ts";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import { filesOf, runnerWith, zipOf } from "../testing/skill-package.ts";
import { contentDigest } from "./content-digest.ts";
import { validateFiles, validateSkillPackage, type ValidateOptions } from "./validate-skill-package.ts";

const folder = fileURLToPath(new URL("../../../../test-fixtures/packages/csv-profile", import.meta.url));
const zip = Uint8Array.from(zipPackage(folder));

describe("validateSkillPackage()", () => {
  test("gives one report for bytes, a blob, a file and a source", async () => {
    const report = (await validateSkillPackage(zip))._unsafeUnwrap();
    expect(report).toMatchObject({ schema_version: 1, file: null, valid: true, profile: "autoskill", problems: [] });
    const blob = (await validateSkillPackage(new Blob([zip])))._unsafeUnwrap();
    const file = (await validateSkillPackage(new File([zip], "a.zip")))._unsafeUnwrap();
    const source = (
      await validateSkillPackage({ size: zip.length, read: async (at, length) => zip.slice(at, at + length) })
    )._unsafeUnwrap();
    expect([blob, source]).toEqual([report, report]);
    expect(file).toEqual({ ...report, file: "a.zip" });
  });

  test("digests the content as `sha256sum` would, whatever packed it", async () => {
    const files = Object.entries(unzipSync(zip)).filter(([path]) => !path.endsWith("/"));
    const lines = files
      .map(([path, content]) => `${createHash("sha256").update(content).digest("hex")}  ${path}\n`)
      .toSorted((one, other) => (one.slice(66) < other.slice(66) ? -1 : 1));
    const digest = createHash("sha256").update(lines.join("")).digest("hex");
    const reversed = zipSync(Object.fromEntries(files.toReversed()), { level: 0, mtime: new Date(2001, 1, 1) });
    for (const packed of [zip, reversed]) {
      const report = (await validateSkillPackage(packed))._unsafeUnwrap();
      expect(report.package?.content_digest).toBe(digest);
    }
  });

  test("digests files of every size, stored and deflated", async () => {
    const added = { "csv-profile/empty.bin": 0, "csv-profile/small.md": 70, "csv-profile/large.bin": 300_000 };
    const all: Record<string, Uint8Array> = { ...unzipSync(zip) };
    for (const [path, size] of Object.entries(added)) {
      all[path] = Uint8Array.from({ length: size }, (_, index) => (index * index) >> 3);
    }
    const digest = contentDigest(
      Object.entries(all).map(([path, content]) => ({ path, sha256: nobleSha256.of(content)() })),
      nobleSha256,
    );
    for (const level of [0, 6] as const) {
      const report = (await validateSkillPackage(zipSync(all, { level })))._unsafeUnwrap();
      expect(report.package?.content_digest).toBe(digest);
    }
  });

  test("answers for what is no package, and reads nothing of what is too large", async () => {
    const codes = async (source: Parameters<typeof validateSkillPackage>[0]) =>
      (await validateSkillPackage(source))._unsafeUnwrap().problems.map(({ code }) => code);
    expect(await codes(new Uint8Array(0))).toEqual(["ARCHIVE_TOO_SHORT"]);
    const size = DEFAULT_PACKAGE_LIMITS.maxBytes + 1;
    expect(await codes({ size, read: () => Promise.reject(new Error("read")) })).toEqual(["ARCHIVE_TOO_LARGE"]);
  });

  test("fails only when the source does", async () => {
    const cause = new Error("The disk is gone.");
    const failed = await validateSkillPackage({ size: 9, read: () => Promise.reject(cause) });
    expect(failed._unsafeUnwrapErr()).toEqual({
      code: "SOURCE_UNREADABLE",
      message: "Cannot read the package: The disk is gone.",
      cause,
    });
  });

  test("refuses fields that nobody knows, or takes them, as the caller says", async () => {
    const tree = runnerWith({ extra: 1 });
    const verdict = async (options: ValidateOptions): Promise<boolean> =>
      (await validateSkillPackage(zipOf(tree), options))._unsafeUnwrap().valid;
    expect(await verdict({})).toBe(true);
    expect(await verdict({ unknownFields: "refuse" })).toBe(false);
    expect(await verdict({ strict: true })).toBe(false);
    expect(await verdict({ strict: true, unknownFields: "warn" })).toBe(false);
    expect(
      validateFiles({ ...filesOf(tree), verify: () => ({ problems: [], digest: () => null }) }, { strict: true }).valid,
    ).toBe(false);
  });

  test("strictly refuses an archive that another program may read differently", async () => {
    const padded = Uint8Array.from([...zip, 0, 0]);
    const report = async (strict: boolean) => (await validateSkillPackage(padded, { strict }))._unsafeUnwrap();
    expect(await report(false)).toMatchObject({ valid: true, problems: [{ severity: "warning" }] });
    expect(await report(true)).toMatchObject({ valid: false, package: null });
  });
});
