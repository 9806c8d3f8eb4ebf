// Recover: before anybody is listened to, every install that a dead process left is the old skill or the new, and says so.
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { EndedInstall, Install } from "../skill/install.ts";
import type { RegistryContext } from "./registry-context.ts";

/** How many installs were mended. Nothing else may change the registry meanwhile. */
export async function recoverInstalls({ ports }: RegistryContext): Promise<Result<number, Fault>> {
  const { installer, installs, clock, counters, log } = ports;
  const recovered = await installer.recover();
  if (recovered.isErr()) return err(recovered.error);
  const open = await installs.open();
  if (open.isErr()) return err(open.error);
  for (const install of open.value) {
    const state = await endOf(ports, install);
    if (state.isErr()) return err(state.error);
    log.warn("an install was left by an earlier process", { install: install.id, ended: state.value.status });
    const settled = await installs.settle({ ...install, updatedAt: clock.now(), state: state.value });
    if (settled.isErr()) return err(settled.error);
    counters.count("installs_ended", { status: state.value.status });
  }
  return ok(open.value.length);
}

/** The new version is there, or else it was never put in its place: a version that is there already is not decided for. */
async function endOf(
  { catalog }: RegistryContext["ports"],
  { skillId, version, state }: Install,
): Promise<Result<EndedInstall["state"], Fault>> {
  const action = state.status === "running" ? state.action : null;
  if (skillId !== null && action !== null) {
    const found = await catalog.find(skillId);
    if (found.isErr()) return err(found.error);
    const there = found.value?.report.package;
    if (there !== null && there !== undefined && there.version === version) return ok({ status: "succeeded", action });
  }
  const message = "The server ended during the install; what was installed before is still there.";
  return ok({ status: "failed", action, error: { code: "SKILL_INSTALL_INTERRUPTED", message, problems: [] } });
}
