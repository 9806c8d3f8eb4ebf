// What does a name in the trash tell?
import { randomBytes } from "node:crypto";
import { isRunId, type RunId } from "@mayfly/core";

/** Whose things lie there, so that each port finds again what it could not remove. */
export type TrashKind = "upload" | "work" | "outputs";

/** Whose things those of `kind` are that a run has: what all their names begin with. */
export function trashOwner(run: RunId, kind: TrashKind): string {
  return `${run}.${kind}`;
}

/** A fresh name: `<run>.<kind>.<random>`. */
export function trashName(run: RunId, kind: TrashKind): string {
  return `${trashOwner(run, kind)}.${randomBytes(8).toString("hex")}`;
}

/** A fresh name for a folder out of the thing called `name`. */
export function trashPartName(name: string): string {
  return `${name.split(".", 3).join(".")}.${randomBytes(8).toString("hex")}`;
}

/** The run and the kind in a name of the trash, `null` for a name that we did not give. */
export function readTrashName(name: string): { readonly run: RunId; readonly kind: TrashKind } | null {
  const [run = "", kind = ""] = name.split(".");
  if (!isRunId(run) || !isTrashKind(kind)) return null;
  return { run, kind };
}

function isTrashKind(text: string): text is TrashKind {
  return text === "upload" || text === "work" || text === "outputs";
}
