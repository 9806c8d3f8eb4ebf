// Which engine runs this package here? (design §7 Engine)
import { err, ok, type Result } from "neverthrow";
import type { PackageContract } from "../package/report.ts";
import type { Engine } from "../ports/engine.ts";
import { refusal, type Refusal } from "./refusal.ts";

/** Why an engine asked for by name cannot be used at all, `null` when it can. */
export function unusableEngine(engines: readonly Engine[], name: string): Refusal | null {
  const known = engines.map((each) => each.describe());
  const found = known.find((each) => each.name === name);
  if (found === undefined) {
    const names = known.map((each) => `\`${each.name}\``).join(", ");
    return refusal("RUN_ENGINE_UNKNOWN", `This server has no engine ${quote(name)}; it has ${names}.`);
  }
  if (found.available) return null;
  return refusal(
    "RUN_ENGINE_UNAVAILABLE",
    `Engine \`${name}\` cannot run here now: ${found.reason ?? "no reason is known"}`,
  );
}

/**
 * The engine asked for, or the first of the package's that this server can run.
 * Fails with `RUN_ENGINE_NOT_SUPPORTED`, naming both lists, and with `RUN_ENGINE_UNAVAILABLE`.
 */
export function chooseEngine(
  engines: readonly Engine[],
  wanted: string | null,
  contract: PackageContract,
): Result<Engine, Refusal> {
  if (wanted !== null) {
    const unusable = unusableEngine(engines, wanted);
    if (unusable !== null) return err(unusable);
  }
  // A package that names no engine runs on every one (profile `autoskill-compatible`).
  const named = contract.engines.length > 0 ? contract.engines : engines.map((engine) => engine.name);
  const able = named
    .filter((name) => wanted === null || name === wanted)
    .flatMap((name) => engines.filter((engine) => engine.name === name && engine.describe().available));
  const chosen = able.find((engine) => engine.refuses(contract) === null);
  if (chosen !== undefined) return ok(chosen);
  const reasons = able.map((engine) => ` \`${engine.name}\`: ${engine.refuses(contract) ?? ""}`);
  return err(
    refusal(
      "RUN_ENGINE_NOT_SUPPORTED",
      `The package runs on ${list(named)}; this server can run ${list(usable(engines, wanted))}.${reasons.join("")}`,
    ),
  );
}

function usable(engines: readonly Engine[], wanted: string | null): string[] {
  if (wanted !== null) return [wanted];
  return engines.filter((engine) => engine.describe().available).map((engine) => engine.name);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.map(quote).join(", ");
}

function quote(name: string): string {
  return `\`${name}\``;
}
