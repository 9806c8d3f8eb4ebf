// Where do the temporary files of a run lie, and how do all of them go?
import { ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Removal } from "../ports/removal.ts";
import type { RunId } from "../run/run-id.ts";
import type { Context } from "./context.ts";

type Count = Promise<Result<Removal, Fault>>;

export function measureTemporaryFiles({ ports }: Context, run: RunId): Count {
  return both(ports.workspaces.measure(run), ports.uploads.measure(run));
}

/** Removes workspace and upload; removing nothing is ok. */
export function removeTemporaryFiles({ ports }: Context, run: RunId): Count {
  return both(ports.workspaces.remove(run), ports.uploads.remove(run));
}

/** Both are awaited whatever the other says: a fault with one is no reason to leave the other behind. */
async function both(one: Count, other: Count): Count {
  const [first, second] = await Promise.all([one, other]);
  return first.andThen((a) => second.andThen((b) => ok({ files: a.files + b.files, bytes: a.bytes + b.bytes })));
}
