// Is there a report, and no exception, whatever is done to a package?
import { validateSkillPackage } from "@mayfly/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rawZip } from "./archives/raw-zip.ts";
import { packageFixtures, type PackageFixture } from "./package-fixtures.ts";

type Entries = readonly (readonly [path: string, content: Uint8Array])[];
type Change = (entries: Entries) => Entries;

const NAMES = ["SKILL.md", "demo/SKILL.md", "demo/skill.md", "demo/assets/runner.json", "demo/run.mjs", "x", "demo"];
const PIECES = [
  "---",
  "\n",
  "\r\n",
  "\uFEFF",
  "{",
  "}",
  '"',
  ":",
  "null",
  "{{",
  "{%",
  "&a",
  "*a",
  "!t ",
  "\t",
  "[",
  "$ref",
  "#",
];

/** Changes one entry; every number is taken modulo what there is. */
const onOne =
  (change: (path: string, content: Uint8Array) => Entries) =>
  (at: number): Change =>
  (entries) =>
    entries.flatMap(([path, content], index) =>
      index === at % entries.length ? change(path, content) : [[path, content]],
    );

const renamed = (name: string) => onOne((_path, content) => [[name, content]]);
const doubled = (name: string | null) =>
  onOne((path, content) => [
    [path, content],
    [name ?? path, content],
  ]);
const spliced = (at: number, remove: number, insert: Uint8Array) =>
  onOne((path, content) => {
    const place = at % (content.length + 1);
    return [[path, new Uint8Array([...content.subarray(0, place), ...insert, ...content.subarray(place + remove)])]];
  });
const withValue = (at: number, value: unknown) =>
  onOne((path, content) => {
    const text = new TextDecoder().decode(content);
    const values = [...text.matchAll(/"[^"]*"(?!:)|\d+|true|false|null|\[\]|\{\}/g)];
    const chosen = values[at % Math.max(1, values.length)];
    if (!path.endsWith(".json") || chosen === undefined) return [[path, content]];
    const changed = text.slice(0, chosen.index) + JSON.stringify(value) + text.slice(chosen.index + chosen[0].length);
    return [[path, new TextEncoder().encode(changed)]];
  });

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 8 }),
  fc.constantFrom(...PIECES).map((text) => new TextEncoder().encode(text)),
);
const change = fc
  .tuple(
    fc.oneof(
      fc.constant(onOne(() => [])),
      fc.constantFrom(...NAMES).map(renamed),
      fc.constantFrom(null, ...NAMES).map(doubled),
      fc.tuple(fc.nat(), fc.nat(20), bytes).map((each) => spliced(...each)),
      fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 2 })).map((each) => withValue(...each)),
    ),
    fc.nat(),
  )
  .map(([make, at]) => make(at));

test("any changes to any package here leave a report", async () => {
  const cases = fc.tuple(
    fc.constantFrom<PackageFixture>(...packageFixtures.filter(({ verdict }) => verdict !== "refused")),
    fc.array(change, { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  );
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(cases, async ([{ files, profile }, changes, deflated]) => {
      const entries = changes.reduce<Entries>((so, each) => (so.length === 0 ? so : each(so)), Object.entries(files));
      const archive = rawZip(entries.map(([name, content]) => ({ name, content, method: deflated ? 8 : 0 })));
      const report = (await validateSkillPackage(archive, { profile }))._unsafeUnwrap();
      expect(report.valid).toBe(report.problems.every(({ severity }) => severity === "warning"));
      for (const { code, message } of report.problems) {
        seen.add(code);
        expect(message).toMatch(/\.$/);
        // No control character or invisible one of the package reaches whoever reads the report.
        expect(message).not.toMatch(/\p{Cc}|\p{Cf}/u);
      }
      if (report.valid) expect(report.package?.content_digest).toMatch(/^[0-9a-f]{64}$/);
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    }),
    { numRuns: 500 },
  );
  // Else the changes would not reach what they are for.
  expect(seen.size).toBeGreaterThan(20);
});
