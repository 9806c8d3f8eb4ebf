// How are installed skills changed that lie in folders?
import type { SkillInstaller } from "@mayfly/core";
import { placesOf } from "../data-folder/places.ts";
import type { WorkerPool } from "../pool/create-worker-pool.ts";
import {
  installSkillFolder,
  leftSkillFolders,
  removeSkillFolder,
  settleSkillFolder,
  type InstallerWorld,
  type InstallStep,
} from "./install-skill-folder.ts";
import { linesOf } from "./skill-lines.ts";

export interface FileSkillInstallerOptions {
  /** Hears of each step of an install when it is done, before the next one. */
  readonly onStep?: (step: InstallStep) => void;
}

/**
 * Installs into `<dataDir>/skills/<id>/` and archives in `<dataDir>/skills-archive/<id>/<version>/`, with the processes
 * of `pool` for what strangers made. One process at a time may install into a data folder: take its lock first.
 */
export function createFileSkillInstaller(
  dataDir: string,
  pool: WorkerPool,
  { onStep = () => undefined }: FileSkillInstallerOptions = {},
): SkillInstaller {
  const places = placesOf(dataDir);
  const world: InstallerWorld = { places, pool, lines: linesOf(places.skills), onStep };
  return {
    install: (plan, signal) => installSkillFolder(world, plan, signal),
    remove: (id, version) => removeSkillFolder(world, id, version),
    left: () => leftSkillFolders(world),
    settle: (install, half) => settleSkillFolder(world, install, half),
  };
}
