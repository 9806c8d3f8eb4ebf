import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aRun, A_RECEIPT, A_SHA256, BIRTH, HOUR } from "../testing/a-run.ts";
import { isOver, PHASES, TERMINAL_PHASES } from "../run/phase.ts";
import type { TemporaryFiles } from "../run/temporary-files.ts";
import { dueAt } from "./due-at.ts";
import { dueAction, isOrphanTemporary } from "./sweep-plan.ts";

const OUTPUTS_DUE = BIRTH + 24 * HOUR;
const REMOVED: TemporaryFiles = { state: "removed", receipt: A_RECEIPT };
const FAILED: TemporaryFiles = { state: "removal_failed", receipt: { ...A_RECEIPT, action: "removal_failed" } };
const RETAINED: TemporaryFiles = { state: "retained", expiresAt: BIRTH + 2 * HOUR, receipt: A_RECEIPT };
const FILES: readonly TemporaryFiles[] = [
  { state: "none", receipt: null },
  { state: "staged", receipt: null },
  REMOVED,
  FAILED,
  RETAINED,
];

describe("`dueAction()`", () => {
  test("expires an upload at its moment and not a millisecond before", () => {
    expect(dueAction(aRun("awaiting_upload"), BIRTH + HOUR - 1)).toBe("nothing");
    expect(dueAction(aRun("awaiting_upload"), BIRTH + HOUR)).toBe("expire_upload");
  });

  test("lets a job that takes no files wait for a server that starts it, however late it is", () => {
    const run = aRun("awaiting_upload", { cache: { key: A_SHA256, hit: null } });
    expect(dueAction(run, Number.MAX_SAFE_INTEGER)).toBe("nothing");
  });

  test("does nothing to a run that is worked on or queued, however late it is", () => {
    for (const phase of ["receiving", "staging", "following", "queued", "running", "cleaning"] as const) {
      for (const temporaryFiles of FILES) {
        expect(dueAction(aRun(phase, { temporaryFiles }), Number.MAX_SAFE_INTEGER), phase).toBe("nothing");
      }
    }
  });

  test("forgets an ended run when its outputs' retention is over, whatever became of its files", () => {
    for (const phase of TERMINAL_PHASES) {
      for (const temporaryFiles of FILES) {
        expect(dueAction(aRun(phase, { temporaryFiles }), OUTPUTS_DUE), phase).toBe("forget");
      }
      expect(dueAction(aRun(phase, { temporaryFiles: REMOVED }), OUTPUTS_DUE - 1), phase).toBe("nothing");
    }
  });

  test("removes retained files at their expiry and not a millisecond before", () => {
    expect(dueAction(aRun("failed", { temporaryFiles: RETAINED }), BIRTH + 2 * HOUR - 1)).toBe("nothing");
    expect(dueAction(aRun("failed", { temporaryFiles: RETAINED }), BIRTH + 2 * HOUR)).toBe("remove_temporary_files");
  });

  test("tries a failed removal again at once", () => {
    expect(dueAction(aRun("failed", { temporaryFiles: FAILED }), BIRTH)).toBe("remove_temporary_files");
  });

  test("law: a run has something due exactly when `dueAt()` has come, so a store finds it by that alone", () => {
    const moment = fc.integer({ min: 0, max: 30 }).map((hours) => BIRTH + hours * HOUR);
    const files = fc.oneof(
      fc.constantFrom(...FILES.slice(0, 3)),
      moment.map((expiresAt): TemporaryFiles => ({ state: "retained", expiresAt, receipt: A_RECEIPT })),
      moment.map((at): TemporaryFiles => ({ state: "removal_failed", receipt: { ...A_RECEIPT, at } })),
    );
    const keys = fc.constantFrom(null, A_SHA256);
    fc.assert(
      fc.property(fc.constantFrom(...PHASES), files, moment, keys, (phase, temporaryFiles, now, key) => {
        const run = aRun(phase, { temporaryFiles, cache: { key, hit: null } });
        const due = dueAt(run);
        expect(dueAction(run, now) !== "nothing").toBe(due !== null && due <= now);
      }),
      { numRuns: 500 },
    );
  });
});

describe("`isOrphanTemporary()`", () => {
  test("holds for files that no record knows", () => {
    expect(isOrphanTemporary(null)).toBe(true);
  });

  test("holds while a run awaits its upload: what is there came with a claim that is gone", () => {
    expect(isOrphanTemporary(aRun("awaiting_upload"))).toBe(true);
  });

  test("holds for an ended run exactly when its files were said to be removed, or when it never had any", () => {
    for (const phase of TERMINAL_PHASES) {
      for (const temporaryFiles of FILES) {
        expect(isOrphanTemporary(aRun(phase, { temporaryFiles })), `${phase} ${temporaryFiles.state}`).toBe(
          temporaryFiles.state === "removed" || temporaryFiles.state === "none",
        );
      }
    }
  });

  test("holds for a run that is being deleted", () => {
    expect(isOrphanTemporary(aRun("deleting"))).toBe(true);
  });

  test("never holds for a run between the claim of its upload and its end", () => {
    for (const phase of PHASES.filter((each) => each !== "awaiting_upload" && !isOver(each))) {
      for (const temporaryFiles of FILES) expect(isOrphanTemporary(aRun(phase, { temporaryFiles })), phase).toBe(false);
    }
  });
});
