// What does a client see of a run? (design §7)
import { z } from "zod";
import { toWireError } from "../problem/wire-problem.ts";
import { statusOf, VISIBLE_PHASES, visiblePhase } from "../run/phase.ts";
import type { Run, RunError } from "../run/run.ts";
import type { TemporaryFiles } from "../run/temporary-files.ts";
import { wireProblemSchema } from "./problem-document.ts";
import { iso } from "./iso.ts";

export const statusSchema = z.enum(["queued", "running", "succeeded", "failed", "canceled"]);

export const wireErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  errors: z.array(wireProblemSchema).readonly().optional(),
});

export const receiptSchema = z.object({
  action: z.enum(["removed", "retained", "removal_failed"]),
  reason: z.string(),
  files: z.int(),
  bytes: z.int(),
  package_sha256: z.string().nullable(),
  at: z.iso.datetime(),
});

export const temporaryFilesSchema = z.object({
  state: z.enum(["none", "staged", "removed", "retained", "removal_failed"]),
  /** Until when retained files are kept. */
  expires_at: z.iso.datetime().nullable(),
  receipt: receiptSchema.nullable(),
});

/** Of a job alone: whether an equal one had run before; `null` until known. */
export const cacheHitSchema = z.boolean().nullable().optional();

export const runStatusSchema = z.object({
  request_id: z.string(),
  status: statusSchema,
  phase: z.enum(VISIBLE_PHASES),
  /** Of a temporary run `unknown` until the upload was accepted. */
  skill_id: z.string(),
  engine: z.string().nullable(),
  cache_hit: cacheHitSchema,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  warnings: z.array(z.object({ code: z.string(), detail: z.string() })),
  error: wireErrorSchema.nullable(),
  temporary_files: temporaryFilesSchema,
});

export type RunStatus = z.infer<typeof runStatusSchema>;

/** What an answer says of the cache: nothing about a temporary run, which never uses it. */
export function cacheHitOf({ kind, cache }: Run): { cache_hit?: boolean | null } {
  return kind === "installed" ? { cache_hit: cache.hit } : {};
}

export function toRunStatus(run: Run): RunStatus {
  return {
    request_id: run.id,
    status: statusOf(run.state.phase),
    phase: visiblePhase(run.state.phase),
    skill_id: run.skill?.contract.id ?? run.request.skillId ?? "unknown",
    engine: run.skill?.engine ?? run.request.engine,
    ...cacheHitOf(run),
    created_at: iso(run.createdAt),
    updated_at: iso(run.updatedAt),
    warnings: run.warnings.map(({ code, message }) => ({ code, detail: message })),
    error: wireError(run),
    temporary_files: toTemporaryFiles(run.temporaryFiles),
  };
}

function wireError(run: Run): RunStatus["error"] {
  const error: RunError | null = "endedAt" in run.state ? run.state.outcome.error : null;
  return error === null ? null : toWireError(error);
}

function toTemporaryFiles(files: TemporaryFiles): RunStatus["temporary_files"] {
  const { receipt } = files;
  return {
    state: files.state,
    expires_at: files.state === "retained" ? iso(files.expiresAt) : null,
    receipt: receipt && {
      action: receipt.action,
      reason: receipt.reason,
      files: receipt.files,
      bytes: receipt.bytes,
      package_sha256: receipt.packageSha256,
      at: iso(receipt.at),
    },
  };
}
