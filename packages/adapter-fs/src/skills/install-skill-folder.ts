// How is a skill installed as a folder, durably or not at all?
import { mkdir, readdir } from "node:fs/promises";
import { err, ok, type Result } from "neverthrow";
import type { Aborted, Archived, Fault, Half, InstallId, InstallPlan, StagingRefusal } from "@mayfly/core";
import { makeFolder } from "../data-folder/make-folder.ts";
import type { Places } from "../data-folder/places.ts";
import type { WorkerPool } from "../pool/create-worker-pool.ts";
import { attemptSystem, tolerating } from "../system/attempt-system.ts";
import { flushFolder } from "../system/flush-folder.ts";
import { extractInPool } from "../workspaces/extract-in-pool.ts";
import { flushTree } from "./flush-tree.ts";
import type { SkillLines } from "./skill-lines.ts";
import { newSkillIn, readPlan, writePlan, type SwapPlan } from "./swap-plan.ts";
import { archiveOld, clear, endSwap, nameInArchive, placeNew, undoSwap } from "./swap-skill.ts";

/** What was just done; in this order. */
export const INSTALL_STEPS = ["begun", "extracted", "flushed", "planned", "archived", "placed", "cleared"] as const;
export type InstallStep = (typeof INSTALL_STEPS)[number];

export interface InstallerWorld {
  readonly places: Places;
  readonly pool: WorkerPool;
  readonly lines: SkillLines;
  /** Hears of each step when it is done, before the next one; tests stop here. */
  readonly onStep: (step: InstallStep) => void;
}

type Installed = Result<Archived, StagingRefusal | Aborted | Fault>;

/** `SkillInstaller.install` on files: made in a folder of its own, written down, and swapped in two renames. */
export async function installSkillFolder(
  world: InstallerWorld,
  plan: InstallPlan,
  signal: AbortSignal,
): Promise<Installed> {
  const folder = world.places.install(plan.install);
  const made = await attemptSystem("install a skill", async (): Promise<Installed> => {
    await makeFolder(world.places.installs);
    await mkdir(folder, { mode: 0o700 });
    world.onStep("begun");
    const whole = await make(world, plan, folder, signal);
    if (whole.isErr()) return err(whole.error);
    return world.lines.change(plan.id, async () => ok(await swap(world, plan, folder)));
  });
  const installed: Installed = made.isOk() ? made.value : err(made.error);
  if (installed.isOk()) return installed;
  const cleared = await settleSkillFolder(world, plan.install, "old");
  return cleared.isErr() ? err(cleared.error) : installed;
}

/** The new skill, whole and on disk, in the folder of the install. */
async function make(
  { pool, onStep }: InstallerWorld,
  { id, package: source, packageLimits }: InstallPlan,
  folder: string,
  signal: AbortSignal,
): Promise<Result<void, StagingRefusal | Aborted | Fault>> {
  const extracted = await extractInPool(pool, source, packageLimits, newSkillIn(folder), { folder: id }, signal);
  if (extracted.isErr()) return err(extracted.error);
  onStep("extracted");
  await flushTree(folder);
  onStep("flushed");
  return signal.aborted ? err({ kind: "aborted" }) : ok();
}

async function swap({ places, onStep }: InstallerWorld, plan: InstallPlan, folder: string): Promise<Archived> {
  const archivedAs = await nameInArchive(places, plan.id, plan.replaces);
  const swapping: SwapPlan = { id: plan.id, archivedAs };
  await writePlan(folder, swapping);
  await flushFolder(places.installs);
  onStep("planned");
  try {
    await archiveOld(places, swapping);
    onStep("archived");
    await placeNew(places, folder, swapping);
    onStep("placed");
  } catch (error) {
    await undoSwap(places, folder, swapping);
    throw error;
  }
  // It is installed: what cannot be cleared away now, the next sweep finds.
  const cleared = await attemptSystem("clear away an install", () => clear(folder));
  if (cleared.isOk()) onStep("cleared");
  return { archivedAs };
}

/** `SkillInstaller.remove` on files: one rename. */
export function removeSkillFolder(
  { places, lines }: InstallerWorld,
  id: string,
  version: string | null,
): Promise<Result<Archived | null, Fault>> {
  return attemptSystem("remove a skill", () =>
    lines.change(id, async () => {
      const archivedAs = await nameInArchive(places, id, version);
      if (archivedAs === null) return null;
      await archiveOld(places, { id, archivedAs });
      return { archivedAs };
    }),
  );
}

/** `SkillInstaller.left` on files: a folder for each. */
export function leftSkillFolders({ places }: InstallerWorld): Promise<Result<readonly InstallId[], Fault>> {
  return attemptSystem("list what installs left", async () => {
    return ((await tolerating(["ENOENT"], readdir(places.installs))) ?? []) as InstallId[];
  });
}

/** `SkillInstaller.settle` on files: the folder of an install tells how far it came. */
export function settleSkillFolder(
  { places, lines }: InstallerWorld,
  install: InstallId,
  half: Half,
): Promise<Result<void, Fault>> {
  const folder = places.install(install);
  return attemptSystem("end what an install left", async () => {
    const plan = await readPlan(folder);
    const end = (): Promise<void> => endSwap(places, folder, plan, half);
    return plan === null ? end() : lines.change(plan.id, end);
  });
}
