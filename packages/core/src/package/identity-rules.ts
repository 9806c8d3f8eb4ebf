// Do the folder, runner.json and SKILL.md give one name? (req B3)
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { PackageView } from "./package-view.ts";
import { RUNNER_JSON } from "./runner-json-rules.ts";
import type { SkillMd } from "./skill-md-rules.ts";

export interface Names {
  /** Each `null` when it is not known, which another rule tells. */
  readonly folder: string | null;
  readonly id: string | null;
  readonly name: string | null;
}

/**
 * One problem when the names that are known differ, about the one that stands alone.
 * @param skillMd its path, and where its name stands
 * @param same the form in which names are compared
 */
export function judgeIdentity(
  { folder, id, name }: Names,
  view: PackageView,
  { path: skillMd, nameAt }: Pick<SkillMd, "path" | "nameAt">,
  same: (name: string) => string,
): Problem[] {
  const claims = [
    {
      name: id,
      says: `\`id\` in ${RUNNER_JSON} is`,
      set: "set `id` to",
      place: { entry: view.entry(RUNNER_JSON), pointer: "/id" },
    },
    {
      name,
      says: `\`name\` in ${skillMd} is`,
      set: "set `name` to",
      place: { entry: view.entry(skillMd), pointer: "/name", ...nameAt },
    },
    {
      name: folder,
      says: "the folder is",
      set: "rename the folder to",
      place: { entry: view.entry("").replace(/\/$/, "") },
    },
  ].flatMap((claim) => (claim.name === null ? [] : [{ ...claim, name: same(claim.name) }]));
  const names = new Set(claims.map((claim) => claim.name));
  if (names.size < 2) return [];

  const odd = claims.find((claim) => claims.filter((other) => other.name === claim.name).length === 1) ?? claims[0];
  const other = claims.find((claim) => claim.name !== odd?.name);
  const message = `The names differ: ${claims.map((claim) => `${claim.says} ${quote(claim.name)}`).join(", ")}.`;
  const remedy = `${odd?.set ?? ""} ${quote(other?.name ?? "")}, or the other way round.`;
  const hint = remedy.charAt(0).toUpperCase() + remedy.slice(1);
  return [problem("PACKAGE_IDENTITY", message, { ...odd?.place, hint })];
}

function quote(name: string): string {
  return `"${escapeForDisplay(name)}"`;
}
