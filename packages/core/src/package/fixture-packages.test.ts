// Are the two real packages valid, in both profiles?
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { zipInputs, zipPackage } from "../../../../test-fixtures/zip-package.ts";
import { DEFAULT_INPUT_LIMITS, DEFAULT_PACKAGE_LIMITS } from "../archive/limits.ts";
import { bufferSource } from "../bytes/buffer-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { judgeUpload } from "./judge-upload.ts";

const packages = fileURLToPath(new URL("../../../../test-fixtures/packages/", import.meta.url));
const codecs = { inflate: fflateInflate, checksum: tableCrc32 };

test("x", () => {
  for (const n of ["csv-profile", "prime-check"]) {
    const zip = zipPackage(packages + n);
    const t = performance.now();
    const v = judgeUpload({ package: bufferSource(zip), packageLimits: DEFAULT_PACKAGE_LIMITS, inputs: bufferSource(zipInputs({ table: new Uint8Array([65]) })), inputLimits: DEFAULT_INPUT_LIMITS, parameter: {}, profile: "autoskill" }, codecs);
    console.log(performance.now() - t, JSON.stringify(v, null, 1));
  }
});
