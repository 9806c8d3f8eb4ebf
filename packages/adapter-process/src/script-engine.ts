// How does the script engine run a package's program?
import { tmpdir } from "node:os";
import { ok } from "neverthrow";
import { scriptLanguage, type Engine, type EngineDescription, type PackageContract } from "@mayfly/core";
import { gatesAhead } from "./gate.ts";
import { readHost } from "./host.ts";
import { isInstalled } from "./program.ts";
import { reapProcess } from "./reap-process.ts";
import { runJob } from "./run-job.ts";
import { DEFAULT_PROCESS_LIMITS, type ScriptEngineOptions } from "./script-engine-options.ts";
import { chooseWall, type ChosenWall, type WallSetting } from "./walls/choose-wall.ts";

/** A sweep may remove what a trial has just made; not each time. */
const MOST_TRIES = 3;

/**
 * The engine `script`: runs `entrypoint.script` of a package as an operating-system process behind the strongest wall
 * that a trial start proves here (design §6). Never fails: without a wall it is an engine that is not available. Where a
 * full disk let no wall be tried, it is tried again before the first run.
 */
export async function createScriptEngine(options: ScriptEngineOptions = {}): Promise<Engine> {
  const host = await readHost();
  const setting: WallSetting = {
    sandbox: options.sandbox ?? "auto",
    node: options.nodePath ?? process.execPath,
    limits: { ...DEFAULT_PROCESS_LIMITS, ...options.limits },
    hiddenDirs: options.hiddenDirs ?? [],
    scratchDir: options.scratchDir ?? tmpdir(),
    host,
  };
  const hasPython = await isInstalled("python3");
  const choose = async () => {
    const chosen = await chooseWall(setting);
    return { chosen, description: describe(chosen), startGated: gatesAhead(host, chosen.wall?.outside ?? []) };
  };
  let standing = await choose();
  let choosing: Promise<void> | null = null;
  /** For all that wait at once. */
  const chooseAgain = (): Promise<void> => {
    choosing ??= choose()
      .then((again) => void (standing = again))
      .finally(() => void (choosing = null));
    return choosing;
  };
  return {
    name: "script",
    describe: () => standing.description,
    refuses: (contract) => refusal(contract, standing.chosen, hasPython),
    async execute(job, signal) {
      for (let left = MOST_TRIES; left > 0 && standing.chosen.undecided; left -= 1) await chooseAgain();
      const { chosen, startGated } = standing;
      if (chosen.wall === null) return ok({ kind: "not_started", message: noWallHere(chosen) });
      const why = refusal(job.contract, chosen, hasPython);
      return why === null ? runJob(job, chosen.wall, startGated, signal) : ok({ kind: "not_started", message: why });
    },
    reap: (process) => reapProcess(process, host.bootId),
  };
}

function describe(chosen: ChosenWall): EngineDescription {
  const { wall, passedOver, undecided } = chosen;
  const why = passedOver.length === 0 ? "" : ` (${passedOver.join("; ")})`;
  const available = wall !== null || undecided;
  return {
    name: "script",
    available,
    reason: available ? null : noWallHere(chosen),
    version: process.version,
    models: null,
    // The worst that it may turn out to be.
    network: wall?.network ?? (undecided ? "open" : "none"),
    wall: `${wall?.title ?? (undecided ? "tried again before the next run" : "none stands")}${why}`,
  };
}

function refusal(contract: PackageContract, chosen: ChosenWall, hasPython: boolean): string | null {
  const { script } = contract.entrypoint;
  // What can be told without a wall is told; the rest when there is one.
  if (chosen.wall === null && !chosen.undecided) return noWallHere(chosen);
  if (script === null) return "The package names no program under entrypoint.script.";
  const language = scriptLanguage(script);
  if (language === "typescript") return `"${script}" is TypeScript; the package has to bring it as JavaScript.`;
  if (language !== "javascript" && chosen.wall !== null && chosen.wall.languages !== "any") {
    return `"${script}" is not JavaScript (.mjs, .js, .cjs), and other programs run only behind bubblewrap, which does not stand here.`;
  }
  return language === "python" && !hasPython ? `"${script}" needs python3, which is not installed here.` : null;
}

function noWallHere(chosen: ChosenWall): string {
  return `No wall stands around scripts here: ${chosen.passedOver.join("; ")}.`;
}
