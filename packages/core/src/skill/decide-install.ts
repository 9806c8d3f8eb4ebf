// New, an upgrade, or refused? (req G1)
import { err, ok, type Result } from "neverthrow";
import { parseVersion } from "../package/version.ts";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { compareVersions } from "./compare-versions.ts";
import type { InstallAction } from "./install.ts";

/**
 * What becomes of a package of `version` where `installed` is the version that is there, `null` for one without any, and
 * `undefined` when no skill of that id is there. Fails with `SKILL_VERSION_MISSING` and `SKILL_VERSION_NOT_HIGHER`.
 */
export function decideInstall(
  id: string,
  version: string | null,
  installed: string | null | undefined,
): Result<InstallAction, Problem> {
  if (installed === undefined) return ok("install");
  const entry = `${id}/assets/runner.json`;
  const place = { entry, pointer: "/version" };
  const before = installed === null ? null : parseVersion(installed);
  const after = version === null ? null : parseVersion(version);
  if (after === null) {
    const message = `The skill \`${escapeForDisplay(id)}\` is installed, so the package has to name its version.`;
    return err(problem("SKILL_VERSION_MISSING", message, { ...place, hint: 'Add `"version": "1.0.0"`.' }));
  }
  // One without a version, or with one that does not parse, was put there by hand: any version is more than that.
  if (before === null || compareVersions(after, before) > 0) return ok("upgrade");
  const message = `Version ${escapeForDisplay(version ?? "")} is not higher than ${escapeForDisplay(installed ?? "")}, which is installed.`;
  return err(problem("SKILL_VERSION_NOT_HIGHER", message, { ...place, hint: "Raise the version." }));
}
