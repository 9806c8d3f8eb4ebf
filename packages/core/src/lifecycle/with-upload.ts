// How does a step get at the bytes of an upload, and give them back on every path?
import { err, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { OpenedPart } from "../ports/uploads.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import type { Context } from "./context.ts";

/** Opens package and inputs of an attempt for the time that `use` takes. A package that is gone is a fault. */
export async function withUpload<T, E>(
  { ports }: Context,
  run: RunId,
  attempt: AttemptId,
  use: (pkg: OpenedPart, inputs: OpenedPart | null) => Promise<Result<T, E>>,
): Promise<Result<T, E | Fault>> {
  const pkg = await ports.uploads.open(run, attempt, "package");
  if (pkg.isErr()) return err(pkg.error);
  if (pkg.value === null) return err({ kind: "unavailable", message: "The uploaded package is gone." });
  try {
    const inputs = await ports.uploads.open(run, attempt, "inputs");
    if (inputs.isErr()) return err(inputs.error);
    try {
      return await use(pkg.value, inputs.value);
    } finally {
      await inputs.value?.close();
    }
  } finally {
    await pkg.value.close();
  }
}
