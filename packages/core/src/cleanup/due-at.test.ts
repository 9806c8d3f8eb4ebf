import { expect, test } from "vitest";
import { aRun, A_RECEIPT, A_SHA256, BIRTH, HOUR } from "../testing/a-run.ts";
import { PHASES, TERMINAL_PHASES } from "../run/phase.ts";
import type { TemporaryFiles } from "../run/temporary-files.ts";
import { dueAt } from "./due-at.ts";

const OUTPUTS_DUE = BIRTH + 24 * HOUR;
const retainedUntil = (expiresAt: number): TemporaryFiles => ({ state: "retained", expiresAt, receipt: A_RECEIPT });

test("`dueAt()` of a run that awaits its upload is the end of that wait", () => {
  expect(dueAt(aRun("awaiting_upload"))).toBe(BIRTH + HOUR);
});

test("`dueAt()` of a job that takes no files is null: it waits for a server, and nobody may say when that comes", () => {
  expect(dueAt(aRun("awaiting_upload", { cache: { key: A_SHA256, hit: null } }))).toBeNull();
});

test("`dueAt()` of a run that is worked on is null: nothing about it becomes due by time", () => {
  const worked = ["receiving", "staging", "following", "queued", "running", "cleaning"] as const;
  for (const phase of worked) expect(dueAt(aRun(phase)), phase).toBeNull();
  expect(PHASES.filter((phase) => dueAt(aRun(phase)) === null)).toEqual(worked);
});

test("`dueAt()` of an ended run is the end of its outputs' retention", () => {
  for (const phase of TERMINAL_PHASES) {
    expect(dueAt(aRun(phase, { temporaryFiles: { state: "removed", receipt: A_RECEIPT } })), phase).toBe(OUTPUTS_DUE);
  }
});

test("`dueAt()` of a run with retained files is their expiry, or the end of the outputs' retention when that is sooner", () => {
  expect(dueAt(aRun("failed", { temporaryFiles: retainedUntil(OUTPUTS_DUE - 1) }))).toBe(OUTPUTS_DUE - 1);
  expect(dueAt(aRun("failed", { temporaryFiles: retainedUntil(OUTPUTS_DUE + 1) }))).toBe(OUTPUTS_DUE);
});

test("`dueAt()` of a run whose removal failed, or that is being deleted, has come whatever the clock says", () => {
  const temporaryFiles: TemporaryFiles = {
    state: "removal_failed",
    receipt: { ...A_RECEIPT, action: "removal_failed" },
  };
  expect(dueAt(aRun("succeeded", { temporaryFiles }))).toBe(0);
  expect(dueAt(aRun("deleting"))).toBe(0);
});

test("`dueAt()` of a run that is not over is not changed by what became of its files", () => {
  expect(dueAt(aRun("running", { temporaryFiles: retainedUntil(BIRTH) }))).toBeNull();
});
