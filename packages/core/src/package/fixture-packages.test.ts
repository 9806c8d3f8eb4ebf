import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { zipInputs, zipPackage } from "../../../../test-fixtures/zip-package.ts";
import { DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS } from "../archive/limits.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import { judgeUpload } from "./judge-upload.ts";

const packages = new URL("../../../../test-fixtures/packages/", import.meta.url);

test.each([
  ["csv-profile", { "table/a.csv": new Uint8Array([65]) }, "max_categories"],
  ["prime-check", { numbers: new Uint8Array([55]) }, "rounds"],
])("`judgeUpload()` accepts the package %s without a warning when it gets its inputs", (name, inputs, defaulted) => {
  const zip = zipPackage(fileURLToPath(new URL(name, packages)));
  const upload = {
    package: bufferSource(zip),
    packageSha256: null,
    packageLimits: DEFAULT_PACKAGE_LIMITS,
    inputs: bufferSource(zipInputs(inputs)),
    inputLimits: DEFAULT_INPUT_LIMITS,
    parameter: {},
  };
  for (const profile of ["autoskill", "autoskill-compatible"] as const) {
    const verdict = judgeUpload(
      { ...upload, profile },
      { inflate: fflateInflate, checksum: tableCrc32, sha256: nobleSha256 },
    );
    expect(verdict.report.problems).toEqual([]);
    expect(verdict.report.valid).toBe(true);
    expect(verdict.report.package?.id).toBe(name);
    expect(verdict.report.package?.artifacts).toHaveLength(2);
    expect(verdict.problems).toEqual([]);
    expect(verdict.parameter).toHaveProperty(defaulted);
  }
});
