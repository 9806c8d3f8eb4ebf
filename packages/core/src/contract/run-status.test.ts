import { describe, expect, test } from "vitest";
import { aRun, AN_ERROR, AN_ID, A_RECEIPT, A_SHA256, BIRTH, HOUR, stateIn } from "../testing/a-run.ts";
import { statusOf, VISIBLE_PHASES } from "../run/phase.ts";
import type { Run } from "../run/run.ts";
import { runStatusSchema, toRunStatus, type RunStatus } from "./run-status.ts";

function statusDocument(run: Run): RunStatus {
  return toRunStatus(run, run.state.phase === "queued" ? 3 : null);
}

describe("`toRunStatus()`", () => {
  test("shows a run that awaits its upload, with an unknown skill and no engine", () => {
    expect(statusDocument(aRun("awaiting_upload"))).toEqual({
      request_id: AN_ID,
      status: "queued",
      phase: "awaiting_upload",
      skill_id: "unknown",
      engine: null,
      queue_position: null,
      created_at: "2027-01-15T08:00:00.000Z",
      updated_at: "2027-01-15T08:00:00.006Z",
      warnings: [],
      error: null,
      temporary_files: { state: "none", expires_at: null, receipt: null },
    });
  });

  test("has a status and a phase for each phase, keeps to its schema, and shows an error only after a bad end", () => {
    for (const phase of VISIBLE_PHASES) {
      const shown = statusDocument(aRun(phase, phase === "cleaning" ? { state: stateIn("cleaning", "failed") } : {}));
      expect(runStatusSchema.parse(shown), phase).toEqual(shown);
      expect(shown, phase).toMatchObject({ phase, status: statusOf(phase) });
      expect(shown.queue_position, phase).toBe(phase === "queued" ? 3 : null);
      expect(shown.error === null, phase).toBe(phase !== "failed" && phase !== "canceled");
    }
  });

  test("tells of a job whether it was a hit, once that is known, and of a temporary run nothing", () => {
    for (const hit of [null, false, true]) {
      const shown = statusDocument(aRun("queued", { kind: "installed", cache: { key: A_SHA256, hit } }));
      expect(shown.cache_hit).toBe(hit);
      expect(runStatusSchema.parse(shown)).toEqual(shown);
    }
    expect("cache_hit" in statusDocument(aRun("queued"))).toBe(false);
  });

  test("shows the engine that was asked for until the upload fixed one", () => {
    const run = aRun("queued");
    const request = { ...run.request, engine: "other" };
    expect(statusDocument({ ...run, request }).engine).toBe("function");
    expect(statusDocument({ ...run, request, skill: null })).toMatchObject({ engine: "other", skill_id: "unknown" });
    expect(statusDocument(run).skill_id).toBe("count-words");
  });

  test("tells why a run failed, with all that is wrong", () => {
    expect(statusDocument(aRun("failed")).error).toEqual({
      code: AN_ERROR.code,
      message: AN_ERROR.message,
      errors: [
        {
          code: "RESULT_OUTPUT_MISSING",
          entry: null,
          pointer: null,
          detail: "There is no output.",
          hint: "Write one.",
        },
      ],
    });
    const outcome = { status: "failed", error: { ...AN_ERROR, problems: [] } } as const;
    const state = { phase: "failed", outcome, endedAt: BIRTH, outputsDueAt: BIRTH } as const;
    expect(statusDocument(aRun("failed", { state })).error).toEqual({ code: AN_ERROR.code, message: AN_ERROR.message });
  });

  test("shows the receipt of removed files", () => {
    expect(
      statusDocument(aRun("succeeded", { temporaryFiles: { state: "removed", receipt: A_RECEIPT } })).temporary_files,
    ).toEqual({
      state: "removed",
      expires_at: null,
      receipt: {
        action: "removed",
        reason: "the run succeeded",
        files: 5,
        bytes: 1234,
        package_sha256: A_SHA256,
        at: "2027-01-15T08:00:00.006Z",
      },
    });
  });

  test("shows until when retained files are kept", () => {
    const temporaryFiles = { state: "retained", expiresAt: BIRTH + HOUR, receipt: A_RECEIPT } as const;
    expect(statusDocument(aRun("failed", { temporaryFiles })).temporary_files).toMatchObject({
      state: "retained",
      expires_at: "2027-01-15T09:00:00.000Z",
    });
  });

  test("shows warnings by code and sentence", () => {
    const warnings = [{ code: "RUN_CLEANUP_FAILED", message: "Not removed." }] as const;
    expect(statusDocument(aRun("failed", { warnings })).warnings).toEqual([
      { code: "RUN_CLEANUP_FAILED", detail: "Not removed." },
    ]);
  });
});
