// Does an adapter keep the promises of `Judge`?
import {
  bufferSource,
  DEFAULT_INPUT_LIMITS,
  DEFAULT_PACKAGE_LIMITS,
  validateSkillPackage,
  writeArchive,
  type ByteSource,
  type Judge,
  type PackageReport,
  type PackageToJudge,
  type UploadToJudge,
} from "@mayfly/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packedSkill, skillText } from "./a-skill.ts";
import { sha256Of, bytesOf } from "./bytes-of.ts";
import { expectFaults, NO_TRAIT, type Traits } from "./traits.ts";

export interface JudgeUnderTest extends Traits {
  readonly judge: Judge;
  /** Declares that an abort ends the judging; without it, judging goes on to its verdict. */
  readonly cancels?: true;
  /** Frees whatever the adapter holds; called after all tests. */
  close(): Promise<void>;
}

const TEXT = {
  ...skillText("demo"),
  "assets/in.json": JSON.stringify({ type: "object", properties: { table: {} }, required: ["table"] }),
  "assets/out.json": JSON.stringify({ type: "object", properties: { rows: { type: "integer" } }, required: ["rows"] }),
};
const GOOD = packedSkill("demo", TEXT);
const VENDOR = packedSkill("demo", { ...TEXT, "SKILL.md": "---\nname: demo\ndescription: D.\nx-vendor: 1\n---\n" });
const PADDED = Uint8Array.from([...GOOD, 0, 0]);
const BAD = packedSkill("demo", { ...TEXT, "SKILL.md": "# demo\n", "assets/in.json": "{," });
const TORN = GOOD.slice(0, -9);

/** The suite of the `Judge` port. `create` makes an adapter once, before the first test. */
export function describeJudge(name: string, create: () => Promise<JudgeUnderTest>): void {
  describe(`${name} keeps the promises of Judge`, () => {
    const { signal } = new AbortController();
    let under: JudgeUnderTest;
    beforeAll(async () => {
      under = await create();
    });
    afterAll(() => under.close());

    const reportOn = async (zip: Uint8Array, terms: Partial<PackageToJudge> = {}): Promise<PackageReport> =>
      (await under.judge.judgePackage({ ...packageOf(zip), ...terms }, signal))._unsafeUnwrap();

    test.each([
      ["a good package", GOOD, true],
      ["a bad one", BAD, false],
      ["one that is torn", TORN, false],
      ["no zip", bytesOf("This is no zip, and long enough for one."), false],
      ["nothing", new Uint8Array(0), false],
    ])("`judgePackage()` gives the library's report on %s, as plain data", async (_, zip, valid) => {
      const report = await reportOn(zip);
      const { schema_version: _version, file: _file, ...expected } = (await validateSkillPackage(zip))._unsafeUnwrap();
      expect(report).toEqual(expected);
      expect(report.valid).toBe(valid);
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
      if (valid) expect(report.package?.content_digest).toMatch(/^[0-9a-f]{64}$/);
    });

    test("`judgePackage()` judges by profile, strictness and what becomes of unknown fields", async () => {
      const verdict = async (zip: Uint8Array, terms: Partial<PackageToJudge>): Promise<boolean> =>
        (await reportOn(zip, terms)).valid;
      expect((await reportOn(VENDOR, { profile: "agent-skill" })).profile).toBe("agent-skill");
      expect(await verdict(VENDOR, { profile: "agent-skill" })).toBe(false);
      expect(await verdict(VENDOR, { profile: "agent-skill", unknownFields: "warn" })).toBe(true);
      expect(await verdict(VENDOR, { profile: "agent-skill", unknownFields: "warn", strict: true })).toBe(false);
      expect(await verdict(VENDOR, {})).toBe(true);
      expect(await verdict(VENDOR, { unknownFields: "refuse" })).toBe(false);
      expect(await verdict(PADDED, {})).toBe(true);
      expect(await verdict(PADDED, { unknownFields: "refuse" })).toBe(true);
      expect(await verdict(PADDED, { strict: true })).toBe(false);
    });

    test("what is over its limit is an answer, and no fault", async () => {
      const packageLimits = { ...DEFAULT_PACKAGE_LIMITS, maxBytes: GOOD.length - 1 };
      expect((await reportOn(GOOD, { packageLimits })).problems).toMatchObject([{ code: "ARCHIVE_TOO_LARGE" }]);
    });

    test("`judgeUpload()` fills in defaults, and judges inputs and parameters of a good package", async () => {
      const judged = async (zip: Uint8Array, given: Partial<UploadToJudge>) =>
        (await under.judge.judgeUpload({ ...uploadOf(zip), ...given }, signal))._unsafeUnwrap();
      const good = await judged(GOOD, {});
      expect(good).toEqual({ report: await reportOn(GOOD), problems: [], parameter: { top: 3 } });
      expect(await judged(GOOD, { parameter: { top: 5 } })).toEqual({ ...good, parameter: { top: 5 } });
      const wrong = await judged(GOOD, { inputs: null, parameter: { top: "many" } });
      expect(wrong.problems.map(({ code }) => code)).toEqual(["INPUT_MISSING", "INPUT_PARAMETER"]);
      expect(await judged(BAD, { parameter: { top: "many" } })).toEqual({
        report: await reportOn(BAD),
        problems: [],
        parameter: { top: "many" },
      });
    });

    test("`judgeUpload()` says the same of the same bytes, and judges inputs and parameters each time", async () => {
      const upload = { ...uploadOf(GOOD), packageSha256: await sha256Of(GOOD) };
      const judged = async (given: Partial<UploadToJudge>) =>
        (await under.judge.judgeUpload({ ...upload, ...given }, signal))._unsafeUnwrap();
      const good = { report: await reportOn(GOOD), problems: [], parameter: { top: 3 } };
      for (let time = 0; time < 3; time += 1) {
        expect(await judged({})).toEqual(good);
        const wrong = await judged({ inputs: null, parameter: { top: "many" } });
        expect(wrong.problems.map(({ code }) => code)).toEqual(["INPUT_MISSING", "INPUT_PARAMETER"]);
        expect(await judged({ parameter: { top: 5 } })).toEqual({ ...good, parameter: { top: 5 } });
      }
      const limits = { ...DEFAULT_PACKAGE_LIMITS, maxEntries: 1 };
      expect((await judged({ packageLimits: limits })).report.valid).toBe(false);
    });

    test("`judgeOutput()` gives what was written, and judges it by schema and promises", async () => {
      const judged = async (output: Uint8Array | null) => {
        const run = { ...packageOf(GOOD), output, artifacts: [] };
        return (await under.judge.judgeOutput(run, signal))._unsafeUnwrap();
      };
      expect(await judged(bytesOf('{"rows": 3}'))).toEqual({ data: { rows: 3 }, problems: [] });
      expect((await judged(bytesOf('{"rows": "3"}'))).problems).toMatchObject([{ code: "RESULT_OUTPUT_SCHEMA" }]);
      expect(await judged(bytesOf("{"))).toMatchObject({ data: null, problems: [{ code: "RESULT_OUTPUT_JSON" }] });
      expect(await judged(null)).toMatchObject({ data: null, problems: [{ code: "RESULT_OUTPUT_MISSING" }] });
    });

    test("what is aborted before it begins is a fault where aborts end the judging, else it is judged", async () => {
      const aborted = AbortSignal.abort();
      const answers = [
        await under.judge.judgePackage(packageOf(GOOD), aborted),
        await under.judge.judgeUpload(uploadOf(GOOD), aborted),
        await under.judge.judgeOutput({ ...packageOf(GOOD), output: null, artifacts: [] }, aborted),
      ];
      const faults = answers.map((answer) => (answer.isErr() ? answer.error.kind : "judged"));
      expect(faults).toEqual(Array.from({ length: 3 }, () => (under.cancels === true ? "unavailable" : "judged")));
    });

    test("an abort on the way is a fault or comes too late, and harms nobody else", async () => {
      const alone = await reportOn(GOOD);
      const abort = new AbortController();
      const going = [under.judge.judgePackage(packageOf(GOOD), abort.signal), reportOn(GOOD)] as const;
      abort.abort();
      const [ended, beside] = await Promise.all(going);
      if (ended.isOk()) expect(ended.value).toEqual(alone);
      else expect([ended.error.kind, under.cancels]).toEqual(["unavailable", true]);
      expect(beside).toEqual(alone);
      expect(await reportOn(GOOD)).toEqual(alone);
    });

    test("every call answers a fault when nobody is there to judge, and none throws", async ({ skip }) => {
      skip(under.unavailable === undefined, NO_TRAIT.unavailable);
      const gone = await create();
      await gone.unavailable?.();
      await expectFaults<Judge>({
        judgePackage: () => gone.judge.judgePackage(packageOf(GOOD), signal),
        judgeUpload: () => gone.judge.judgeUpload(uploadOf(GOOD), signal),
        judgeOutput: () => gone.judge.judgeOutput({ ...packageOf(GOOD), output: null, artifacts: [] }, signal),
      });
      await gone.close();
    });

    test("verdicts that are asked for at once do not mix", async () => {
      const zips = [GOOD, BAD, TORN, GOOD, VENDOR, BAD];
      const alone: PackageReport[] = [];
      for (const zip of zips) alone.push(await reportOn(zip));
      expect(await Promise.all(zips.map((zip) => reportOn(zip)))).toEqual(alone);
    });
  });
}

function packageOf(zip: Uint8Array): PackageToJudge {
  return { package: bufferSource(zip), packageLimits: DEFAULT_PACKAGE_LIMITS, profile: "autoskill" };
}

function uploadOf(zip: Uint8Array): UploadToJudge {
  const inputs: ByteSource = bufferSource(writeArchive([{ path: "table", bytes: bytesOf("a,b\n") }])._unsafeUnwrap());
  return {
    package: bufferSource(zip),
    packageSha256: null,
    packageLimits: DEFAULT_PACKAGE_LIMITS,
    profile: "autoskill",
    inputs,
    inputLimits: DEFAULT_INPUT_LIMITS,
    parameter: {},
  };
}
