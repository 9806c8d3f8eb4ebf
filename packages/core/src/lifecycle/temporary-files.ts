// Where do the temporary files of a run lie, and how do all of them go?
import { err, ok, type Result } from "neverthrow";
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

/**
 * Bytes that ended runs keep for debugging. Asks for those alone that have files now; two runs that end at the same
 * moment may both find the room that only one of them has.
 */
export async function retainedBytes({ ports }: Context): Promise<Result<number, Fault>> {
  const [uploads, workspaces] = await Promise.all([ports.uploads.list(), ports.workspaces.list()]);
  if (uploads.isErr()) return err(uploads.error);
  if (workspaces.isErr()) return err(workspaces.error);
  let bytes = 0;
  for (const id of new Set([...uploads.value, ...workspaces.value])) {
    const found = await ports.runs.find(id);
    if (found.isErr()) return err(found.error);
    const files = found.value?.temporaryFiles;
    if (files?.state === "retained") bytes += files.receipt.bytes;
  }
  return ok(bytes);
}
