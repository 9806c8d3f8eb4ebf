// Recover: before anybody is listened to, every install that a dead process left is the old skill or the new, and says so.
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { RegistryContext } from "./registry-context.ts";
import { leftInstalls, settleInstall } from "./settle-install.ts";

/** How many installs were mended. Nothing else may change the registry meanwhile. */
export async function recoverInstalls(context: RegistryContext): Promise<Result<number, Fault>> {
  const left = await leftInstalls(context);
  if (left.isErr()) return err(left.error);
  for (const id of left.value) {
    const settled = await settleInstall(context, id);
    if (settled.isErr()) return err(settled.error);
  }
  return ok(left.value.length);
}
