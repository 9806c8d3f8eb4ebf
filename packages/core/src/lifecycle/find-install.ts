// Which install does a caller mean, and may it see that?
import { err, ok, type Result } from "neverthrow";
import { isRunId } from "../run/run-id.ts";
import type { Install, InstallId } from "../skill/install.ts";
import { refusalOfFault, refuse, type Refusal } from "./refusal.ts";
import type { RegistryContext } from "./registry-context.ts";

/** Names an install as a caller does: one of another owner does not exist for it. */
export interface InstallAddress {
  readonly id: string;
  readonly owner?: string;
}

/** Fails with `SKILL_INSTALL_NOT_FOUND`. */
export async function findInstall(
  { ports }: RegistryContext,
  { id, owner = "" }: InstallAddress,
): Promise<Result<Install, Refusal>> {
  if (!isRunId(id)) return notFound();
  const found = await ports.installs.find(id as string as InstallId);
  if (found.isErr()) return err(refusalOfFault(found.error, null, ports.log));
  return found.value === null || found.value.owner !== owner ? notFound() : ok(found.value);
}

function notFound(): Result<never, Refusal> {
  return refuse("SKILL_INSTALL_NOT_FOUND", "There is no install with this id.");
}
