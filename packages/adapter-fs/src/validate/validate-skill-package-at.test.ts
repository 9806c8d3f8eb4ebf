import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DEFAULT_PACKAGE_LIMITS, writeArchive, type ValidationReport } from "@mayfly/core";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { packageFixtures } from "../../../../test-fixtures/package-fixtures.ts";
import { zipPackage } from "../../../../test-fixtures/zip-package.ts";
import { readFolder } from "../folder/read-folder.ts";
import { validateSkillPackageAt, type ValidateAtOptions } from "./validate-skill-package-at.ts";

const PACKAGES = join(import.meta.dirname, "../../../../test-fixtures/packages");
const root = mkdtempSync(join(tmpdir(), "mayfly-validate-"));
let count = 0;
let folder = "";
beforeEach(() => fresh());
afterAll(() => rmSync(root, { recursive: true }));

/** A copy of a good package. */
function fresh(): void {
  folder = join(root, String((count += 1)), "prime-check");
  cpSync(join(PACKAGES, "prime-check"), folder, { recursive: true });
}

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function report(path: string, options: ValidateAtOptions = {}): ValidationReport {
  return validateSkillPackageAt(path, options)._unsafeUnwrap();
}

function codes(path: string, options: ValidateAtOptions = {}): string[] {
  return report(path, options).problems.map(({ code, entry }) => (entry === null ? code : `${code} ${entry}`));
}

/** The reports of `folder` and of two zips of it, one canonical and one by another writer. */
function reports(): ValidationReport[] {
  const { files } = readFolder(folder, "prime-check", DEFAULT_PACKAGE_LIMITS)._unsafeUnwrap();
  const zips = [writeArchive(files)._unsafeUnwrap(), zipPackage(folder)].map((bytes, index) => {
    const zip = `${folder}.${index}.zip`;
    writeFileSync(zip, bytes);
    return zip;
  });
  return [folder, ...zips].map((path) => ({ ...report(path), file: null }));
}

describe("validateSkillPackageAt()", () => {
  test.each(["prime-check", "csv-profile"])("finds %s good as it lies there", (name) => {
    const path = join(PACKAGES, name);
    expect(report(path)).toMatchObject({ file: path, valid: true, problems: [], package: { id: name } });
  });

  test.each([
    ["a good package", () => {}],
    ["a package without SKILL.md", () => rmSync(join(folder, "SKILL.md"))],
    ["JSON that breaks off", () => put("assets/runner.json", '{"id":')],
    ["schemas that are missing", () => rmSync(join(folder, "assets/input.schema.json"))],
    ["other names", () => put("SKILL.md", "---\nname: other\ndescription: x\n---\n")],
    ["a field that nobody knows", () => put("assets/runner.json", '{"id":"prime-check","enginse":["script"]}')],
    ["a large file and an empty one", () => (put("data/large", Buffer.alloc(3e6, 7)), put("data/empty", ""))],
  ])("gives a folder the report of its zip: %s", (_, change) => {
    change();
    const [lying, canonical, packed] = reports();
    expect(lying).toEqual(canonical);
    expect(lying).toEqual(packed);
  });

  test("gives a folder the report of its zip, whatever its files say", () => {
    const name = fc.constantFrom("SKILL.md", "assets/runner.json", "assets/output.schema.json", "scripts/check.mjs");
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.constant("---\nname: prime-check\n---"));
    const changes = fc.dictionary(name, text, { maxKeys: 3, noNullPrototype: true });
    fc.assert(
      fc.property(changes, (changed) => {
        fresh();
        for (const [path, content] of Object.entries(changed)) put(path, content);
        const [lying, canonical] = reports();
        expect(lying).toEqual(canonical);
      }),
      { numRuns: 30 },
    );
  });

  test("takes a name in whatever spelling of Unicode for the name that it gets when packed", () => {
    put("scripts/größe.mjs".normalize("NFD"), "process.exit(0);\n");
    const runner = readFileSync(join(folder, "assets/runner.json"), "utf8");
    put("assets/runner.json", runner.replace("scripts/check.mjs", "scripts/größe.mjs".normalize("NFC")));
    const [lying, canonical] = reports();
    expect(lying).toEqual(canonical);
    expect(lying).toMatchObject({ valid: true });
  });

  test("leaves out junk and empty folders, which change no digest", () => {
    const { package: before } = report(folder);
    put(".DS_Store", "x");
    put("assets/._runner.json", "x");
    mkdirSync(join(folder, "nothing"));
    expect(report(folder)).toMatchObject({ valid: true, problems: [], package: before });
  });

  test("tells links and special files beside all that is wrong otherwise, and follows none", () => {
    put("../outside/assets/runner.json", "{}");
    put("SKILL.md", "---\nname: other\ndescription: x\n---\n");
    rmSync(join(folder, "assets/input.schema.json"));
    symlinkSync("../../outside/assets/runner.json", join(folder, "assets/input.schema.json"));
    symlinkSync("/etc", join(folder, "etc"));
    symlinkSync("nowhere", join(folder, "dangling"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(codes(folder)).toEqual([
      "ARCHIVE_SYMLINK prime-check/assets/input.schema.json",
      "ARCHIVE_SYMLINK prime-check/dangling",
      "ARCHIVE_SYMLINK prime-check/etc",
      "ARCHIVE_SPECIAL_FILE prime-check/pipe",
      "PACKAGE_IDENTITY prime-check/SKILL.md",
      "PACKAGE_SCHEMA_MISSING prime-check/assets/runner.json",
    ]);
  });

  test("tells names that no archive could hold, or not apart", () => {
    put("con", "x");
    put("data/A", "x");
    put("data/a", "x");
    expect(codes(folder)).toEqual(["PATH_DEVICE_NAME prime-check/con", "PATH_COLLISION prime-check/data/a"]);
    expect(report(folder).package?.content_digest).toBeNull();
  });

  test("holds the limits, and guesses nothing about a folder of which it knows a part", () => {
    const many = { ...DEFAULT_PACKAGE_LIMITS, maxEntries: 3 };
    expect(report(folder, { limits: many, profile: "autoskill-compatible" })).toMatchObject({
      file: folder,
      valid: false,
      profile: "autoskill-compatible",
      problems: [{ code: "ARCHIVE_TOO_MANY_FILES" }],
      package: null,
    });
    put("large", "");
    truncateSync(join(folder, "large"), DEFAULT_PACKAGE_LIMITS.maxEntryBytes + 1);
    expect(codes(folder)).toEqual(["ARCHIVE_ENTRY_TOO_LARGE prime-check/large"]);
  });

  test("takes a link to a package for what it leads to, under the name that it has there", () => {
    symlinkSync(folder, join(root, `${count}/link`));
    expect(report(join(root, `${count}/link`))).toMatchObject({ valid: true, file: join(root, `${count}/link`) });
  });

  test("fails only where nothing can be read, and does not wait at a pipe", () => {
    const failure = (path: string) => validateSkillPackageAt(path)._unsafeUnwrapErr();
    const missing = failure(join(root, "missing"));
    expect(missing).toMatchObject({ code: "SOURCE_UNREADABLE", cause: { code: "ENOENT" } });
    expect(missing.message).toMatch(/^Cannot read the package: ENOENT/);
    execFileSync("mkfifo", [join(root, "pipe")]);
    expect(failure(join(root, "pipe")).message).toContain("it is no file");
  });
});

describe("validateSkillPackageAt() on every package of test-fixtures that is one folder", () => {
  const folders = packageFixtures.flatMap((fixture) => {
    const tops = new Set(Object.keys(fixture.files).map((path) => path.split("/", 1)[0]));
    const [top = ""] = tops;
    return tops.size === 1 && fixture.files[top] === undefined ? [{ ...fixture, top }] : [];
  });

  test.each(folders)("gives $name the report of its zip", ({ name, top, files, profile, verdict, code }) => {
    const zip = join(root, "fixture.zip");
    const packed = Object.entries(files).map(([path, bytes]) => ({ path, bytes, executable: false }));
    writeFileSync(zip, writeArchive(packed)._unsafeUnwrap());
    const lying = report(join(PACKAGES, name, top), { profile });
    expect({ ...lying, file: null }).toEqual({ ...report(zip, { profile }), file: null });
    const severity = verdict === "refused" ? "error" : "warning";
    const told = new Set(lying.problems.filter((each) => each.severity === severity).map((each) => each.code));
    expect([lying.valid, [...told]]).toEqual([verdict !== "refused", code === null ? [] : [code]]);
  });
});
