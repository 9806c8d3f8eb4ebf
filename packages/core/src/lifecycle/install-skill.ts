// Install: a package is judged, and takes the place of the version that is there, which goes to the archive. (req G1)
import { err, ok, type Result } from "neverthrow";
import type { ByteSource } from "../bytes/byte-source.ts";
import type { PackageContract } from "../package/report.ts";
import { problem, type Problem } from "../problem/problem.ts";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { decideInstall } from "../skill/decide-install.ts";
import type { EndedInstall, Install, InstallAction, InstallError, InstallId } from "../skill/install.ts";
import { isSkillId } from "../skill/skill-id.ts";
import type { Fault } from "../ports/fault.ts";
import { patiently } from "./patiently.ts";
import { refusalOf, refusalOfFault, refuse, type Refusal } from "./refusal.ts";
import type { RegistryContext } from "./registry-context.ts";
import { INTERRUPTED, settleBefore } from "./settle-install.ts";

export interface InstallSkill {
  /** Read until the install has ended. */
  readonly package: ByteSource;
  readonly owner?: string;
}

/** An install that goes on: its record as it was made, and as it will be at the end. `ended` never rejects. */
export interface StartedInstall {
  readonly install: Install;
  readonly ended: Promise<Install>;
}

/** An install that was decided. */
interface Decided extends Install {
  readonly skillId: string;
  readonly state: { readonly status: "running"; readonly action: InstallAction };
}

/** Makes the record of an install and begins it. Whatever is wrong with the package is told by the record at its end. */
export async function installSkill(
  context: RegistryContext,
  wanted: InstallSkill,
): Promise<Result<StartedInstall, Refusal>> {
  const { clock, ids, installs, log } = context.ports;
  if (context.active.signal.aborted) return refuse("REQUEST_UNAVAILABLE", "The server is shutting down.");
  const now = clock.now();
  const install: Install = {
    id: ids.runId() as string as InstallId,
    owner: wanted.owner ?? "",
    skillId: null,
    version: null,
    createdAt: now,
    updatedAt: now,
    state: { status: "running", action: null },
  };
  const finish = context.active.begin(install.id);
  if (finish === null) throw new Error(`Cannot begin install ${install.id}: it goes on already.`);
  const created = await installs.create(install);
  if (created.isErr()) {
    finish();
    return err(refusalOfFault(created.error, null, log));
  }
  const ended = carryOut(context, install, wanted.package).finally(finish);
  return ok({ install, ended: context.active.track(ended) });
}

const BUG: InstallError = {
  code: "REQUEST_INTERNAL",
  message: "The server could not install this, by a fault of its own.",
  problems: [],
};

/** The record as it is when all is done. */
async function carryOut(context: RegistryContext, install: Install, source: ByteSource): Promise<Install> {
  const { clock, counters, installs, log } = context.ports;
  let known = install;
  const learn = (more: Install): void => void (known = more);
  let error: InstallError | null;
  try {
    error = await act(context, install, source, learn);
  } catch (bug) {
    log.error("an install ended by a bug", { install: install.id, cause: bug });
    error = BUG;
  }
  const ended = endOf(known, error, clock.now());
  const settled = await patiently(clock, () => installs.settle(ended));
  if (settled.isOk()) context.active.untold.delete(install.id);
  else {
    // The record says that it goes on, until a sweep can write this down.
    context.active.untold.set(install.id, ended);
    log.error("the end of an install could not be kept", { install: install.id, cause: settled.error });
  }
  counters.count("installs_ended", { status: ended.state.status });
  const forgotten = await installs.forget(clock.now() - context.options.installTtlMs);
  if (forgotten.isErr()) log.warn("old installs could not be forgotten", { cause: forgotten.error });
  return ended;
}

function endOf(known: Install, error: InstallError | null, updatedAt: number): EndedInstall {
  const action = known.state.status === "running" ? known.state.action : null;
  if (error !== null) return { ...known, updatedAt, state: { status: "failed", action, error } };
  if (action === null) throw new Error(`Cannot end install ${known.id} well: nothing was decided.`);
  return { ...known, updatedAt, state: { status: "succeeded", action } };
}

/** Why it was not installed, `null` when it was. */
async function act(
  context: RegistryContext,
  install: Install,
  source: ByteSource,
  learn: (more: Install) => void,
): Promise<InstallError | null> {
  const { ports, options, active } = context;
  const { profile, packageLimits } = options;
  const judged = await ports.judge.judgePackage({ package: source, packageLimits, profile }, active.signal);
  if (judged.isErr()) return active.signal.aborted ? INTERRUPTED : fault(context, judged.error);
  const { valid, problems, package: contract } = judged.value;
  if (!valid || contract === null) return refused(problems);
  const named = { ...install, skillId: contract.id, version: contract.version };
  learn(named);
  if (!isSkillId(contract.id)) return refused([hidden(contract)]);
  return active.inTurn(contract.id, async () => {
    const ready = await settleBefore(context, contract.id);
    if (ready.isErr()) return fault(context, ready.error);
    const decided = await decide(context, { ...named, skillId: contract.id });
    if (decided.isErr()) return decided.error;
    const { install: known, replaces } = decided.value;
    learn(known);
    let error: InstallError | null = BUG;
    try {
      error = await put(context, known, source, replaces);
    } finally {
      // Whoever has the next turn may find files of it, and its record says that it goes on until that is written.
      if (error !== null) active.untold.set(known.id, endOf(known, error, ports.clock.now()));
    }
    return error;
  });
}

function refused(problems: readonly Problem[]): InstallError {
  const { code, message } = refusalOf(problems, null);
  return { code, message, problems };
}

function fault({ ports }: RegistryContext, why: Fault): InstallError {
  const { code, message } = refusalOfFault(why, null, ports.log);
  return { code, message, problems: [] };
}

function hidden({ id }: PackageContract): Problem {
  const message = `A skill cannot be installed as "${escapeForDisplay(id)}": its folder would be hidden.`;
  return problem("SKILL_ID_INVALID", message, { pointer: "/id", hint: "Choose an id that does not begin with a dot." });
}

/** What becomes of it, by what is there now; kept before anything is changed, so that a restart knows what was meant. */
async function decide(
  context: RegistryContext,
  named: Install & { readonly skillId: string },
): Promise<Result<{ readonly install: Decided; readonly replaces: string | null }, InstallError>> {
  const { ports } = context;
  const found = await ports.catalog.find(named.skillId);
  if (found.isErr()) return err(fault(context, found.error));
  const there = found.value === null ? undefined : (found.value.report.package?.version ?? null);
  const action = decideInstall(named.skillId, named.version, there);
  if (action.isErr()) return err(refused([action.error]));
  const install: Decided = {
    ...named,
    updatedAt: ports.clock.now(),
    state: { status: "running", action: action.value },
  };
  const noted = await ports.installs.note(install);
  if (noted.isErr()) return err(fault(context, noted.error));
  return noted.value ? ok({ install, replaces: there ?? null }) : err(INTERRUPTED);
}

async function put(
  context: RegistryContext,
  install: Decided,
  source: ByteSource,
  replaces: string | null,
): Promise<InstallError | null> {
  const { ports, options, active } = context;
  const { id, skillId, version } = install;
  const { packageLimits } = options;
  const plan = { install: id, id: skillId, package: source, packageLimits, replaces };
  const done = await ports.installer.install(plan, active.signal);
  if (done.isOk()) {
    const { action } = install.state;
    ports.log.info("skill installed", {
      install: id,
      skill: skillId,
      version,
      action,
      archived_as: done.value.archivedAs,
    });
    return null;
  }
  const why = done.error;
  if (why.kind === "aborted") return INTERRUPTED;
  return why.kind === "refused" ? refused(why.problems) : fault(context, why);
}
