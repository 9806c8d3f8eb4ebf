// Settle: an install that nobody works on any more is the old skill or the new one, and its record says which.
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { EndedInstall, Install, InstallError, InstallId } from "../skill/install.ts";
import type { RegistryContext } from "./registry-context.ts";

export const INTERRUPTED: InstallError = {
  code: "SKILL_INSTALL_INTERRUPTED",
  message: "The server ended during the install; what was installed before is still there.",
  problems: [],
};

/**
 * Installs with anything left, in files or as a record that says that they go on. Those that do are among them: each has
 * to be asked for with `begin` before it is settled.
 */
export async function leftInstalls({ active, ports }: RegistryContext): Promise<Result<readonly InstallId[], Fault>> {
  const left = await ports.installer.left();
  if (left.isErr()) return err(left.error);
  const open = await ports.installs.open();
  return open.map((installs) => [
    ...new Set([...left.value, ...installs.map(({ id }) => id), ...active.untold.keys()]),
  ]);
}

/** Settles one that the caller has begun to work on; after whatever else changes its skill. */
export async function settleInstall(context: RegistryContext, id: InstallId): Promise<Result<void, Fault>> {
  const known = await recordOf(context, id);
  if (known.isErr()) return err(known.error);
  // Read again in the turn: whoever had it before may have settled this.
  const settle = async (): Promise<Result<void, Fault>> => {
    const now = await recordOf(context, id);
    return now.isErr() ? err(now.error) : settleKnown(context, id, now.value);
  };
  // Without a skill nothing was changed yet; without a record, which was forgotten, there are but files to go.
  const skillId = known.value?.skillId ?? null;
  return skillId === null ? settle() : context.active.inTurn(skillId, settle);
}

/**
 * Settles what earlier installs left of the skill whose turn it is. Whatever changes it next must find the old version or
 * the new one in its place, and nothing left that would put another there later.
 */
export async function settleBefore(context: RegistryContext, skillId: string): Promise<Result<void, Fault>> {
  const left = await context.ports.installer.left();
  if (left.isErr()) return err(left.error);
  for (const id of left.value) {
    const known = await recordOf(context, id);
    if (known.isErr()) return err(known.error);
    // Those that go on have files in a turn of their skill alone, and this turn is ours.
    const settled = known.value?.skillId === skillId ? await settleKnown(context, id, known.value) : ok();
    if (settled.isErr()) return err(settled.error);
  }
  return ok();
}

async function recordOf({ active, ports }: RegistryContext, id: InstallId): Promise<Result<Install | null, Fault>> {
  const found = await ports.installs.find(id);
  return found.map((kept) => active.untold.get(id) ?? kept);
}

async function settleKnown(
  { active, ports }: RegistryContext,
  id: InstallId,
  known: Install | null,
): Promise<Result<void, Fault>> {
  const { clock, counters, installer, installs, log } = ports;
  const goesOn = known?.state.status === "running";
  // Nobody was told that it failed, so what is half done is done.
  const cleared = await installer.settle(id, goesOn ? "new" : "old");
  if (cleared.isErr()) return err(cleared.error);
  if (known === null || !(goesOn || active.untold.has(id))) return ok();
  const state = goesOn ? await endOf(ports, known) : ok(known.state);
  if (state.isErr()) return err(state.error);
  log.warn("an install was left in the middle", { install: id, ended: state.value.status });
  const settled = await installs.settle({ ...known, updatedAt: clock.now(), state: state.value });
  if (settled.isErr()) return err(settled.error);
  active.untold.delete(id);
  // Where this process knew the end, it has counted it.
  if (goesOn) counters.count("installs_ended", { status: state.value.status });
  return ok();
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
  return ok({ status: "failed", action, error: INTERRUPTED });
}
