import { bufferSource } from "../bytes/buffer-source.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { fflateInflate } from "../bytes/fflate-inflate.ts";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import { DEFAULT_PACKAGE_LIMITS } from "../archive/limits.ts";
import { expect, test } from "vitest";
import type { JsonObject } from "../schema/json.ts";
import { SKILL, zipOf, type Tree } from "../testing/skill-package.ts";
import { examineArchive } from "./examine-archive.ts";
import type { Examination } from "./judge-package.ts";
import { KnownPackages } from "./known-packages.ts";

const TERMS = { packageLimits: DEFAULT_PACKAGE_LIMITS, profile: "autoskill" } as const;
const CODECS = { inflate: fflateInflate, checksum: tableCrc32, sha256: nobleSha256 };

/** What is known, and how often anything was examined. */
function knowing() {
  const known = new KnownPackages();
  let examined = 0;
  const examine = (files: Tree, sha256: string, terms: Parameters<KnownPackages["examine"]>[1]) =>
    known.examine(sha256, terms, () => {
      examined += 1;
      return examineArchive({ package: bufferSource(zipOf(files)), ...TERMS }, CODECS, { verify: true });
    });
  return { examine, times: () => examined };
}

const PARAMETER_SCHEMA = "demo/assets/parameter.schema.json";
const OUTPUT_SCHEMA = "demo/assets/output.schema.json";

test("the same bytes are examined once under the same terms, and again under others", () => {
  const { examine, times } = knowing();
  const first = examine(SKILL, "a", TERMS);
  expect(first.report).toMatchObject({ valid: true });
  expect(examine(SKILL, "a", { ...TERMS, packageLimits: { ...DEFAULT_PACKAGE_LIMITS } })).toBe(first);
  expect(times()).toBe(1);
  const others = [
    { ...TERMS, packageLimits: { ...DEFAULT_PACKAGE_LIMITS, maxEntries: 7 } },
    { ...TERMS, profile: "autoskill-compatible" },
    { ...TERMS, strict: true },
    { ...TERMS, unknownFields: "refuse" },
  ] as const;
  for (const terms of others) examine(SKILL, "a", terms);
  examine(SKILL, "b", TERMS);
  expect(times()).toBe(6);
});

test("what is refused, or could fill the memory, is examined each time", () => {
  const { examine, times } = knowing();
  const describing = (property: JsonObject): Tree => {
    const schema = { type: "object", properties: { label: property } };
    return { ...SKILL, [PARAMETER_SCHEMA]: schema };
  };
  const parts = describing({ allOf: Array.from({ length: 130 }, () => ({ type: "string" })) });
  const values = describing({ enum: Array.from({ length: 3000 }, (_, n) => n) });
  const columns = Array.from({ length: 2000 }, (_, n) => [`column_${n}`, { type: "string" }] as const);
  const told = { ...SKILL, [OUTPUT_SCHEMA]: { type: "object", properties: Object.fromEntries(columns) } };
  const refused = Object.fromEntries(Object.entries(SKILL).filter(([path]) => path !== "demo/SKILL.md"));
  for (const files of [parts, values, told, refused]) {
    const before = times();
    const examined: Examination[] = [examine(files, JSON.stringify(files), TERMS)];
    examined.push(examine(files, JSON.stringify(files), TERMS));
    expect(examined.map(({ report }) => report.valid)).toEqual(files === refused ? [false, false] : [true, true]);
    expect(times() - before).toBe(2);
  }
});

test("the last sixteen are known, by when they were last asked for", () => {
  const { examine, times } = knowing();
  for (let n = 0; n < 16; n += 1) examine(SKILL, String(n), TERMS);
  examine(SKILL, "0", TERMS);
  examine(SKILL, "new", TERMS);
  expect(times()).toBe(17);
  examine(SKILL, "0", TERMS);
  expect(times()).toBe(17);
  examine(SKILL, "1", TERMS);
  expect(times()).toBe(18);
});
