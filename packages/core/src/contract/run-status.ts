// What does a client see of a run? (design §7)
import { z } from "zod";
import { toWireError } from "../problem/wire-problem.ts";
import { statusOf, VISIBLE_PHASES, visiblePhase } from "../run/phase.ts";
import type { Run, RunError } from "../run/run.ts";
import type { TemporaryFiles } from "../run/temporary-files.ts";
import { wireProblemsSchema } from "./problem-document.ts";
import { iso } from "./iso.ts";

export const requestIdSchema = z.string().describe("The id of the run.");

export const statusSchema = z
  .enum(["queued", "running", "succeeded", "failed", "canceled"])
  .describe("Where it is, in a word.");

export const wireErrorSchema = z
  .object({
    code: z.string().describe("For programs; its meaning never changes."),
    message: z.string().describe("A sentence for people."),
    errors: wireProblemsSchema.optional().describe("All that is wrong, where several things may be."),
  })
  .meta({ id: "RunError" });

export const receiptSchema = z.object({
  action: z.enum(["removed", "retained", "removal_failed"]).describe("What was done."),
  reason: z.string().describe("Why, for people."),
  files: z.int().describe("How many files."),
  bytes: z.int().describe("How many bytes."),
  package_sha256: z.string().nullable().describe("Digest of the package; `null` where none came whole."),
  at: z.iso.datetime().describe("When."),
});

export const temporaryFilesSchema = z.object({
  state: z.enum(["none", "staged", "removed", "retained", "removal_failed"]).describe("Where they are."),
  expires_at: z.iso.datetime().nullable().describe("Until when retained files are kept."),
  receipt: receiptSchema.nullable().describe("What was done with them; `null` before the end."),
});

export const cacheHitSchema = z
  .boolean()
  .nullable()
  .optional()
  .describe("Of jobs alone: whether an equal one had run before; `null` until it is known.");

export const runStatusSchema = z
  .object({
    request_id: requestIdSchema,
    status: statusSchema,
    phase: z.enum(VISIBLE_PHASES).describe("Where it is exactly."),
    skill_id: z.string().describe("Of a temporary run `unknown` until a package was accepted."),
    engine: z.string().nullable().describe("The engine that runs it, or that was asked for."),
    queue_position: z
      .int()
      .min(1)
      .nullable()
      .describe("Where it stands in the queue: 1 is taken next; `null` when it is not queued."),
    cache_hit: cacheHitSchema,
    created_at: z.iso.datetime().describe("When it was asked for."),
    updated_at: z.iso.datetime().describe("When it last changed."),
    warnings: z
      .array(
        z.object({
          code: z.string().describe("For programs; its meaning never changes."),
          detail: z.string().describe("A sentence for people."),
        }),
      )
      .describe("What did not stop it."),
    error: wireErrorSchema.nullable().describe("Why it did not succeed."),
    temporary_files: temporaryFilesSchema.describe("What becomes of package and workspace."),
  })
  .meta({ id: "RunStatus" });

export type RunStatus = z.infer<typeof runStatusSchema>;

/** What an answer says of the cache: nothing about a temporary run, which never uses it. */
export function cacheHitOf({ kind, cache }: Run): { cache_hit?: boolean | null } {
  return kind === "installed" ? { cache_hit: cache.hit } : {};
}

/** @param queuePosition 1 for the run that is taken next, `null` for one that is not queued */
export function toRunStatus(run: Run, queuePosition: number | null): RunStatus {
  return {
    request_id: run.id,
    status: statusOf(run.state.phase),
    phase: visiblePhase(run.state.phase),
    skill_id: run.skill?.contract.id ?? run.request.skillId ?? "unknown",
    engine: run.skill?.engine ?? run.request.engine,
    queue_position: queuePosition,
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
