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
import { chooseWall, type ChosenWall } from "./walls/choose-wall.ts";

/**
 * The engine `script`: runs `entrypoint.script` of a package as an operating-system process behind the strongest wall
 * that a trial start proves here (design §6). Never fails: without a wall it is an engine that is not available.
 */
export async function createScriptEngine(options: ScriptEngineOptions = {}): Promise<Engine> {
  const host = await readHost();
  const chosen = await chooseWall({
    sandbox: options.sandbox ?? "auto",
    node: options.nodePath ?? process.execPath,
    limits: { ...DEFAULT_PROCESS_LIMITS, ...options.limits },
    hiddenDirs: options.hiddenDirs ?? [],
    scratchDir: options.scratchDir ?? tmpdir(),
    host,
  });
  const hasPython = await isInstalled("python3");
  const description = describe(chosen);
  const { wall } = chosen;
  const startGated = gatesAhead(host, wall?.outside ?? []);
  return {
    name: "script",
    describe: () => description,
    refuses: (contract) => refusal(contract, chosen, hasPython),
    execute: async (job, signal) =>
      wall === null ? ok({ kind: "not_started", message: noWallHere(chosen) }) : runJob(job, wall, startGated, signal),
    reap: (process) => reapProcess(process, host.bootId),
  };
}

function describe(chosen: ChosenWall): EngineDescription {
  const { wall, passedOver } = chosen;
  const why = passedOver.length === 0 ? "" : ` (${passedOver.join("; ")})`;
  return {
    name: "script",
    available: wall !== null,
    reason: wall === null ? noWallHere(chosen) : null,
    version: process.version,
    models: null,
    network: wall?.network ?? "none",
    wall: `${wall?.title ?? "none stands"}${why}`,
  };
}

function refusal(contract: PackageContract, chosen: ChosenWall, hasPython: boolean): string | null {
  const { script } = contract.entrypoint;
  if (chosen.wall === null) return noWallHere(chosen);
  if (script === null) return "The package names no program under entrypoint.script.";
  const language = scriptLanguage(script);
  if (language === "typescript") return `"${script}" is TypeScript; the package has to bring it as JavaScript.`;
  if (language !== "javascript" && chosen.wall.languages !== "any") {
    return `"${script}" is not JavaScript (.mjs, .js, .cjs), and other programs run only behind bubblewrap, which does not stand here.`;
  }
  return language === "python" && !hasPython ? `"${script}" needs python3, which is not installed here.` : null;
}

function noWallHere(chosen: ChosenWall): string {
  return `No wall stands around scripts here: ${chosen.passedOver.join("; ")}.`;
}
