// Recover: before anybody is listened to, every install that a dead process left is the old skill or the new, and says so.
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { RegistryContext } from "./registry-context.ts";
import { leftInstalls, settleInstall } from "./settle-install.ts";

/**
 * How many installs were mended. Nothing else may change the registry meanwhile. One that cannot be settled keeps no server
 * from starting: the sweep tries again, and nothing else changes its skill before.
 */
export async function recoverInstalls(context: RegistryContext): Promise<Result<number, Fault>> {
  const left = await leftInstalls(context);
  if (left.isErr()) return err(left.error);
  let mended = 0;
  for (const id of left.value) {
    const settled = await settleInstall(context, id);
    if (settled.isOk()) mended += 1;
    else {
      const { message } = settled.error;
      context.ports.log.warn("an install could not be settled and will be tried again", { install: id, message });
    }
  }
  return ok(mended);
}
