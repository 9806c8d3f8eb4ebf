import { describe, expect, test } from "vitest";
import { DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS } from "../archive/limits.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import type { JsonObject } from "../schema/json.ts";
import { codes, places, runnerWith, SKILL, skillWith, zipOf } from "../testing/skill-package.ts";
import { judgeUpload } from "./judge-upload.ts";
import { KnownPackages } from "./known-packages.ts";

const GOOD = zipOf({ table: "a,b\n" });

interface Case {
  readonly pkg?: Uint8Array;
  readonly inputs?: Uint8Array | null;
  readonly parameter?: JsonObject;
}

function judge({ pkg = zipOf(SKILL), inputs = GOOD, parameter = {} }: Case = {}, known?: KnownPackages) {
  const upload = {
    package: bufferSource(pkg),
    packageSha256: known === undefined ? null : nobleSha256.of(pkg)(),
    packageLimits: DEFAULT_PACKAGE_LIMITS,
    inputs: inputs === null ? null : bufferSource(inputs),
    inputLimits: DEFAULT_INPUT_LIMITS,
    parameter,
    profile: "autoskill" as const,
  };
  return judgeUpload(upload, { inflate: fflateInflate, checksum: tableCrc32, sha256: nobleSha256 }, known);
}

/** The archive with one bit of the content of `path` turned over. */
function spoiled(zip: Uint8Array, path: string): Uint8Array {
  const copy = zip.slice();
  const name = new TextEncoder().encode(path);
  const at = copy.findIndex((_, index) => name.every((byte, offset) => copy[index + offset] === byte));
  const place = at + name.length + 2;
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

describe("judgeUpload()", () => {
  test("accepts a package with its inputs and fills in the defaults of its parameters", () => {
    const given = { label: "x" };
    const verdict = judge({ parameter: given });
    expect(verdict.report).toMatchObject({ valid: true, problems: [], package: { id: "demo" } });
    expect(verdict.problems).toEqual([]);
    expect(verdict.parameter).toEqual({ label: "x", limit: 10 });
    expect(given).toEqual({ label: "x" });
  });

  test("compiles the parameters of two packages once, and judges each by its own", () => {
    const known = new KnownPackages();
    const packages = [SKILL, { ...SKILL, "demo/more.md": "More.\n" }].map(zipOf);
    for (const pkg of packages) {
      expect(judge({ pkg, parameter: { limit: 3 } }, known).parameter).toEqual({ limit: 3 });
      expect(codes(judge({ pkg, parameter: { limit: 0 } }, known).problems)).toEqual(["INPUT_PARAMETER"]);
    }
    const terms = { packageLimits: DEFAULT_PACKAGE_LIMITS, profile: "autoskill" } as const;
    const checks = packages.map((pkg) => {
      const examination = known.examine(nobleSha256.of(pkg)(), terms, () => {
        throw new Error("It is not known.");
      });
      return examination.checkParameter;
    });
    expect(checks[1]).toBe(checks[0]);
  });

  test("tells every problem of inputs and parameters at once, each with its pointer", () => {
    const inputs = zipOf({ tabel: "x", "notes/a": "", "notes/b": "" });
    expect(places(judge({ inputs, parameter: { limit: 0, lable: 1 } }).problems)).toEqual([
      "INPUT_UNKNOWN tabel /tabel",
      "INPUT_REPEATED notes/b /notes",
      "INPUT_MISSING - /table",
      "INPUT_PARAMETER - ",
      "INPUT_PARAMETER - /limit",
    ]);
  });

  test("misses each required input when no inputs came at all", () => {
    expect(places(judge({ inputs: null }).problems)).toEqual(["INPUT_MISSING - /table"]);
  });

  test("judges neither inputs nor parameters of a refused package", () => {
    const verdict = judge({ pkg: zipOf(runnerWith({ engines: [] })), inputs: null, parameter: { limit: 0 } });
    expect(codes(verdict.report.problems)).toEqual(["PACKAGE_ENGINES_EMPTY"]);
    expect(verdict).toMatchObject({ problems: [], parameter: { limit: 0 } });
  });

  test("reports what is wrong with the archive of the package", () => {
    expect(judge({ pkg: new TextEncoder().encode("no zip") }).report).toMatchObject({ valid: false, package: null });
    expect(judge({ pkg: zipOf({ ...SKILL, "demo/../x": "" }) }).report.problems).toMatchObject([
      { code: "PATH_TRAVERSAL" },
    ]);
  });

  test("reads every entry to its end, also those that no rule asks for", () => {
    for (const path of ["demo/run.mjs", "demo/assets/runner.json", "demo/big.bin", "demo/SKILL.md"]) {
      const zip = spoiled(zipOf(skillWith({ "demo/big.bin": new Uint8Array(3_000_000) })), path);
      const { report } = judge({ pkg: zip });
      expect(report.valid).toBe(false);
      expect(report.problems).toMatchObject([{ code: expect.stringMatching(/^ARCHIVE_/), entry: path }]);
    }
  });

  test("reports what is wrong with the archive of the inputs", () => {
    expect(codes(judge({ inputs: new Uint8Array([1]) }).problems)[0]).toMatch(/^ARCHIVE_/);
  });

  test("leaves what the inputs hold to their extraction, which takes the time that it takes", () => {
    expect(judge({ inputs: spoiled(GOOD, "table") }).problems).toEqual([]);
  });

  test("warns of what it left out of an archive", () => {
    const verdict = judge({ pkg: zipOf({ ...SKILL, "__MACOSX/demo/._x": "" }) });
    expect(verdict.report.valid).toBe(true);
    expect(verdict.report.problems).toMatchObject([{ code: "ARCHIVE_JUNK_DROPPED", severity: "warning" }]);
  });

  test("ends the check of parameters that cost too much", () => {
    const schema = {
      properties: { a: { $ref: "#/$defs/a" } },
      $defs: { a: { allOf: [{ items: { $ref: "#/$defs/a" } }, { items: { $ref: "#/$defs/a" } }] } },
    };
    let deep: readonly unknown[] = [];
    for (let level = 0; level < 50; level += 1) deep = [deep];
    const verdict = judge({
      pkg: zipOf(skillWith({ "demo/assets/parameter.schema.json": schema })),
      parameter: { a: deep } as JsonObject,
    });
    expect(codes(verdict.problems)).toEqual(["PACKAGE_TOO_COSTLY"]);
  });

  test("keeps no more than a few MiB of texts, and still reads them all", () => {
    const texts = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`demo/a${index}.md`, "x".repeat(1024 * 1024)]),
    );
    expect(judge({ pkg: zipOf({ ...texts, ...SKILL }) }).report.problems).toEqual([]);
  });
});
