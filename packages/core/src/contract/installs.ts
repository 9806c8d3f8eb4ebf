// What does a client see of an install? (req G1; design §7)
import { z } from "zod";
import { toWireError } from "../problem/wire-problem.ts";
import type { Install } from "../skill/install.ts";
import { iso } from "./iso.ts";
import { packagePartSchema } from "./upload-form.ts";
import { statusSchema, wireErrorSchema } from "./run-status.ts";

/** The form of an install. */
export const installFormSchema = z.strictObject({ skill_package: packagePartSchema });

export const startedInstallSchema = z.object({
  request_id: z.string().describe("The id of the install."),
  status: statusSchema,
});

export const installStatusSchema = startedInstallSchema.extend({
  skill_id: z.string().nullable().describe("`null` until the package was judged."),
  version: z.string().nullable().describe("`null` until the package was judged, or where it has none."),
  action: z.enum(["install", "upgrade"]).nullable().describe("`null` until it was decided."),
  error: wireErrorSchema.nullable().describe("Why it failed."),
  created_at: z.iso.datetime().describe("When it was asked for."),
  updated_at: z.iso.datetime().describe("When it last changed."),
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
