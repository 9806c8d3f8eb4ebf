// What does a client see of an install? (req G1; design §7)
import { z } from "zod";
import { toWireError } from "../problem/wire-problem.ts";
import type { Install } from "../skill/install.ts";
import { iso } from "./iso.ts";
import { statusSchema, wireErrorSchema } from "./run-status.ts";

export const startedInstallSchema = z.object({ request_id: z.string(), status: statusSchema });

export const installStatusSchema = startedInstallSchema.extend({
  /** `null` until the package was judged. */
  skill_id: z.string().nullable(),
  version: z.string().nullable(),
  /** `null` until it was decided. */
  action: z.enum(["install", "upgrade"]).nullable(),
  error: wireErrorSchema.nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

export type StartedInstallAnswer = z.infer<typeof startedInstallSchema>;
export type InstallStatus = z.infer<typeof installStatusSchema>;

export function toStartedInstall({ id, state }: Install): StartedInstallAnswer {
  return { request_id: id, status: state.status };
}

export function toInstallStatus(install: Install): InstallStatus {
  const { skillId, version, state, createdAt, updatedAt } = install;
  return {
    ...toStartedInstall(install),
    skill_id: skillId,
    version,
    action: state.action,
    error: state.status === "failed" ? toWireError(state.error) : null,
    created_at: iso(createdAt),
    updated_at: iso(updatedAt),
  };
}
