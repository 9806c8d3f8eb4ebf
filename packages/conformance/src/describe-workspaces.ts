// Does an adapter keep the promises of `Workspaces`?
import {
  bufferSource,
  DEFAULT_INPUT_LIMITS,
  DEFAULT_PACKAGE_LIMITS,
  writeStoredArchive,
  type AttemptId,
  type RunId,
  type StagingPlan,
  type Workspaces,
} from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bytesOf, sha256Of, textOf } from "./bytes-of.ts";
import { expectFaults, NO_TRAIT, type Traits } from "./traits.ts";

export interface WorkspacesUnderTest extends Traits {
  readonly workspaces: Workspaces;
  /** The bytes of a file at a path that the adapter handed out, or below one; `null` when there is none. */
  read(path: string): Promise<Uint8Array | null>;
  /** Leaves a file as a run's program would, at a path below one that the adapter handed out. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Frees whatever the adapter holds; called after each test. */
  close(): Promise<void>;
}

/** A zip of texts by path. */
function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  return writeStoredArchive(Object.entries(files).map(([path, text]) => ({ path, bytes: bytesOf(text) })));
}

function planOf(
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> | null = null,
): StagingPlan {
  return {
    package: bufferSource(zipOf(files)),
    packageLimits: DEFAULT_PACKAGE_LIMITS,
    inputs: inputs === null ? null : bufferSource(zipOf(inputs)),
    inputLimits: DEFAULT_INPUT_LIMITS,
  };
}

const SKILL = { "skill-a/SKILL.md": "# A", "skill-a/assets/runner.json": "{}", "skill-a/assets/deep/er/x.txt": "x" };

/** `bytes` with the first appearance of `text` changed, so that a checksum no longer fits. */
function damaged(bytes: Uint8Array, text: string): Uint8Array {
  const place = textOf(bytes).indexOf(text);
  return bytes.map((byte, index) => (index === place ? byte ^ 1 : byte));
}

/** The suite of the `Workspaces` port. `create` makes an adapter with nothing in it; it is called before each test. */
export function describeWorkspaces(name: string, create: () => Promise<WorkspacesUnderTest>): void {
  describe(`${name} keeps the promises of Workspaces`, () => {
    let under: WorkspacesUnderTest;
    let workspaces: Workspaces;
    let run: RunId;
    let attempt: AttemptId;

    beforeEach(async () => {
      under = await create();
      workspaces = under.workspaces;
      run = memoryIds.runId();
      attempt = memoryIds.attemptId();
    });
    afterEach(() => under.close());

    const stage = (plan: StagingPlan, signal = new AbortController().signal) =>
      workspaces.stage(run, attempt, plan, signal);
    const text = async (path: string | undefined): Promise<string | null> => {
      const bytes = path === undefined ? null : await under.read(path);
      return bytes === null ? null : textOf(bytes);
    };
    const expectNothingLeft = async (): Promise<void> => {
      expect((await workspaces.find(run, attempt))._unsafeUnwrap()).toBe(null);
      expect((await workspaces.list())._unsafeUnwrap()).toEqual([]);
      expect((await workspaces.measure(run))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
    };

    test("`stage()` lays the skill out without its top folder, byte for byte", async () => {
      const { paths, inputs, extractedFiles } = (await stage(planOf(SKILL)))._unsafeUnwrap();
      expect(await text(`${paths.skillDir}/SKILL.md`)).toBe("# A");
      expect(await text(`${paths.skillDir}/assets/runner.json`)).toBe("{}");
      expect(await text(`${paths.skillDir}/assets/deep/er/x.txt`)).toBe("x");
      expect(extractedFiles).toBe(3);
      expect(inputs).toEqual({});
    });

    test("`stage()` tells where each input lies by its key, with or without a name of its own", async () => {
      const staged = (await stage(planOf(SKILL, { "table/sales.csv": "a,b", note: "hello" })))._unsafeUnwrap();
      expect(Object.keys(staged.inputs).sort()).toEqual(["note", "table"]);
      expect(staged.inputs["table"]?.endsWith("/sales.csv")).toBe(true);
      expect(staged.inputs["table"]?.startsWith(`${staged.paths.inputsDir}/`)).toBe(true);
      expect(await text(staged.inputs["table"])).toBe("a,b");
      expect(await text(staged.inputs["note"])).toBe("hello");
      expect(staged.extractedFiles).toBe(5);
    });

    test("`digestInputs()` tells key, own name and content of each staged input", async () => {
      await stage(planOf(SKILL, { "table/sales.csv": "a,b", note: "hello" }));
      expect((await workspaces.digestInputs(run, attempt))._unsafeUnwrap()).toEqual([
        { key: "note", name: null, sha256: await sha256Of(bytesOf("hello")) },
        { key: "table", name: "sales.csv", sha256: await sha256Of(bytesOf("a,b")) },
      ]);
      expect((await workspaces.digestInputs(run, memoryIds.attemptId()))._unsafeUnwrapErr().kind).toBe("unavailable");
    });

    test("`stage()` keeps empty files and large ones", async () => {
      const large = "0123456789".repeat(300_000);
      const { paths } = (await stage(planOf({ "skill-a/empty": "", "skill-a/large": large })))._unsafeUnwrap();
      expect(await text(`${paths.skillDir}/empty`)).toBe("");
      expect((await text(`${paths.skillDir}/large`)) === large).toBe(true);
    });

    test("`find()` gives what `stage()` gave, and nothing for another attempt", async () => {
      const staged = (await stage(planOf(SKILL, { note: "hello" })))._unsafeUnwrap();
      expect((await workspaces.find(run, attempt))._unsafeUnwrap()).toEqual(staged);
      expect((await workspaces.find(run, memoryIds.attemptId()))._unsafeUnwrap()).toBe(null);
      expect((await workspaces.find(memoryIds.runId(), attempt))._unsafeUnwrap()).toBe(null);
    });

    test("`stage()` refuses content that its archive declares wrongly, and leaves nothing", async () => {
      const plan = { ...planOf(SKILL), package: bufferSource(damaged(zipOf(SKILL), "# A")) };
      const refused = (await stage(plan))._unsafeUnwrapErr();
      expect(refused).toMatchObject({
        kind: "refused",
        problems: [{ code: "ARCHIVE_CRC_MISMATCH", entry: "skill-a/SKILL.md" }],
      });
      await expectNothingLeft();
    });

    test("`stage()` refuses bad inputs, and leaves nothing of the good package", async () => {
      const plan = { ...planOf(SKILL, {}), inputs: bufferSource(bytesOf("no zip at all, but longer than 22 bytes")) };
      expect((await stage(plan))._unsafeUnwrapErr()).toMatchObject({
        kind: "refused",
        problems: [{ severity: "error" }],
      });
      await expectNothingLeft();
    });

    test("`stage()` refuses an archive over its limits", async () => {
      const plan = { ...planOf(SKILL), packageLimits: { ...DEFAULT_PACKAGE_LIMITS, maxTotalBytes: 3 } };
      const refused = (await stage(plan))._unsafeUnwrapErr();
      expect(refused).toMatchObject({ kind: "refused", problems: [{ code: "ARCHIVE_TOTAL_TOO_LARGE" }] });
      await expectNothingLeft();
    });

    test("`stage()` refuses an entry beside the skill's folder", async () => {
      const refused = (await stage(planOf({ ...SKILL, "skill-a2/x": "beside" })))._unsafeUnwrapErr();
      expect(refused).toMatchObject({
        kind: "refused",
        problems: [{ code: "PACKAGE_TOP_FOLDER", entry: "skill-a2/x" }],
      });
      await expectNothingLeft();
    });

    test("`stage()` under an aborted signal leaves nothing", async () => {
      expect((await stage(planOf(SKILL), AbortSignal.abort()))._unsafeUnwrapErr()).toEqual({ kind: "aborted" });
      await expectNothingLeft();
    });

    test("`stage()` that is aborted on its way is whole or not at all, and leaves nothing then", async () => {
      const large = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`skill-a/${n}`, `${n}`.repeat(20_000)]));
      const plan = planOf({ ...SKILL, ...large });
      for (const delay of [0, 2, 12]) {
        const abort = new AbortController();
        const staging = stage(plan, abort.signal);
        if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
        abort.abort();
        const staged = await staging;
        if (staged.isOk()) expect((await workspaces.find(run, attempt))._unsafeUnwrap()).toEqual(staged.value);
        else {
          expect(staged.error).toEqual({ kind: "aborted" });
          await expectNothingLeft();
        }
        await workspaces.remove(run);
      }
    });

    test("every call answers a fault when the place is out of reach, and none throws", async ({ skip }) => {
      skip(under.unavailable === undefined, NO_TRAIT.unavailable);
      await stage(planOf(SKILL));
      await under.unavailable?.();
      await expectFaults<Workspaces>({
        stage: () => workspaces.stage(run, memoryIds.attemptId(), planOf(SKILL), new AbortController().signal),
        find: () => workspaces.find(run, attempt),
        digestInputs: () => workspaces.digestInputs(run, attempt),
        writeDocument: () => workspaces.writeDocument(run, attempt, {}),
        measure: () => workspaces.measure(run),
        remove: () => workspaces.remove(run),
        list: () => workspaces.list(),
        emptyTrash: () => workspaces.emptyTrash(),
      });
    });

    test("`stage()` of the same attempt again starts afresh", async () => {
      const { paths } = (await stage(planOf(SKILL)))._unsafeUnwrap();
      await under.write(`${paths.artifactsDir}/left.txt`, bytesOf("left"));
      const again = (await stage(planOf({ "skill-a/SKILL.md": "# B" })))._unsafeUnwrap();
      expect(await text(`${again.paths.skillDir}/SKILL.md`)).toBe("# B");
      expect(await text(`${again.paths.skillDir}/assets/runner.json`)).toBe(null);
      expect(await text(`${again.paths.artifactsDir}/left.txt`)).toBe(null);
    });

    test("`writeDocument()` puts the document as one line where the paths say, over an earlier one", async () => {
      const { paths } = (await stage(planOf(SKILL)))._unsafeUnwrap();
      await workspaces.writeDocument(run, attempt, { first: true });
      expect((await workspaces.writeDocument(run, attempt, { parameter: { rows: 3 } })).isOk()).toBe(true);
      expect(await text(paths.documentPath)).toBe(`{"parameter":{"rows":3}}\n`);
    });

    test("`remove()` removes every workspace of that run, and counts as `measure()` did", async () => {
      const other = memoryIds.runId();
      const { signal } = new AbortController();
      const first = (await stage(planOf(SKILL, { note: "hello" })))._unsafeUnwrap();
      const second = (await workspaces.stage(run, memoryIds.attemptId(), planOf(SKILL), signal))._unsafeUnwrap();
      await workspaces.stage(other, attempt, planOf(SKILL), signal);
      await under.write(`${second.paths.runDir}/scratch/deep/left.txt`, bytesOf("left behind"));
      expect([...(await workspaces.list())._unsafeUnwrap()].sort()).toEqual([run, other].sort());

      const measured = (await workspaces.measure(run))._unsafeUnwrap();
      expect(measured.files).toBeGreaterThanOrEqual(8);
      expect((await workspaces.remove(run))._unsafeUnwrap()).toEqual(measured);
      expect(await text(`${first.paths.skillDir}/SKILL.md`)).toBe(null);
      expect(await text(`${second.paths.runDir}/scratch/deep/left.txt`)).toBe(null);
      expect((await workspaces.find(run, attempt))._unsafeUnwrap()).toBe(null);
      expect((await workspaces.list())._unsafeUnwrap()).toEqual([other]);
    });

    test("`remove()` of nothing is ok, and so is emptying an empty trash", async () => {
      expect((await workspaces.remove(run))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
      expect((await workspaces.emptyTrash())._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
    });
  });
}
