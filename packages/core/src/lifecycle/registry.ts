// What can be asked of the registry of installed skills?
import type { Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { SkillPage, SkillQuery } from "../ports/skill-catalog.ts";
import type { CatalogedSkill, SkillSchemas } from "../skill/cataloged-skill.ts";
import type { Install } from "../skill/install.ts";
import { ActiveInstalls } from "./active-installs.ts";
import { findInstall, type InstallAddress } from "./find-install.ts";
import { findSkill, readSchemas } from "./find-skill.ts";
import { installSkill, type InstallSkill, type StartedInstall } from "./install-skill.ts";
import { listSkills } from "./list-skills.ts";
import { DEFAULT_MAYFLY_OPTIONS } from "./options.ts";
import { recoverInstalls } from "./recover-installs.ts";
import type { Refusal } from "./refusal.ts";
import type { RegistryContext, RegistryOptions, RegistryPorts } from "./registry-context.ts";
import { sweepInstalls, type InstallSweepOptions, type InstallSweepReport } from "./sweep-installs.ts";
import { removeSkill, type RemovedSkill } from "./remove-skill.ts";

/**
 * The installed skills over the ports it was given. It stands beside `Mayfly` and not in it: whoever runs a skill is not
 * given this. Every answer is a value; nothing rejects for reasons of the world.
 */
export interface Registry {
  readonly options: RegistryOptions;

  install(wanted: InstallSkill): Promise<Result<StartedInstall, Refusal>>;
  findInstall(address: InstallAddress): Promise<Result<Install, Refusal>>;
  remove(id: string): Promise<Result<RemovedSkill, Refusal>>;

  list(query: SkillQuery): Promise<Result<SkillPage, Refusal>>;
  find(id: string): Promise<Result<CatalogedSkill, Refusal>>;
  schemas(id: string): Promise<Result<SkillSchemas, Refusal>>;

  /** Ends what an earlier process left; call it before anything else. Answers how many installs it mended. */
  recover(): Promise<Result<number, Fault>>;
  /** One sweep: settles what installs left that do not go on. */
  sweep(options?: InstallSweepOptions): Promise<InstallSweepReport>;
  /** Breaks off what has not been put in its place yet, and begins nothing more. Resolves when nothing goes on. */
  stop(): Promise<void>;
}

const DAY = 24 * 3_600_000;

export const DEFAULT_REGISTRY_OPTIONS: RegistryOptions = {
  profile: DEFAULT_MAYFLY_OPTIONS.profile,
  packageLimits: DEFAULT_MAYFLY_OPTIONS.packageLimits,
  installTtlMs: 7 * DAY,
};

export function createRegistry(ports: RegistryPorts, options: Partial<RegistryOptions> = {}): Registry {
  const context: RegistryContext = {
    ports,
    options: { ...DEFAULT_REGISTRY_OPTIONS, ...options },
    active: new ActiveInstalls(),
  };
  return {
    options: context.options,
    install: (wanted) => installSkill(context, wanted),
    findInstall: (address) => findInstall(context, address),
    remove: (id) => removeSkill(context, id),
    list: (query) => listSkills(context, query),
    find: (id) => findSkill(context, id),
    schemas: (id) => readSchemas(context, id),
    recover: () => recoverInstalls(context),
    sweep: (how = {}) => context.active.track(sweepInstalls(context, how)),
    stop: () => context.active.stop(),
  };
}
