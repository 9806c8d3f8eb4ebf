// Which engines does the package say it runs on?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject } from "../schema/json.ts";
import { jsonKind } from "../schema/json-object.ts";
import type { RunnerJsonRules } from "./profiles.ts";

export interface Engines {
  /** In the package's order of preference, each once; empty means every engine. */
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

const MOST_ENGINES = 100;

/** Reads `engines`. (req B4) */
export function readEngines(fields: JsonObject, rules: RunnerJsonRules, entry: string): Engines {
  const engines = fields["engines"];
  const pointer = "/engines";
  const refused = (problems: readonly Problem[]): Engines => ({ names: [], problems });
  if (engines === undefined && rules.enginesMissing === "every engine") return refused([]);
  const hint = 'Name at least one, such as `"engines": ["script"]`.';
  if (engines === undefined) {
    return refused([problem("PACKAGE_ENGINES_EMPTY", "The package has no `engines`.", { entry, pointer, hint })]);
  }
  if (!Array.isArray(engines)) {
    return refused([
      problem("PACKAGE_FIELD_TYPE", `\`engines\` must be a list, not ${jsonKind(engines)}.`, { entry, pointer, hint }),
    ]);
  }
  if (engines.length === 0) {
    return refused([problem("PACKAGE_ENGINES_EMPTY", "`engines` is an empty list.", { entry, pointer, hint })]);
  }
  if (engines.length > MOST_ENGINES) {
    const message = `\`engines\` names more than ${MOST_ENGINES} engines.`;
    return refused([problem("PACKAGE_FIELD_TYPE", message, { entry, pointer })]);
  }
  const names = new Set<string>();
  const problems: Problem[] = [];
  for (const [index, name] of engines.entries()) {
    const place = { entry, pointer: `${pointer}/${index}` };
    if (typeof name !== "string" || name.trim() === "") {
      problems.push(problem("PACKAGE_FIELD_TYPE", "An engine must be named by a text that is not empty.", place));
    } else if (names.has(name)) {
      problems.push(
        warning("PACKAGE_ENGINE_REPEATED", `The engine "${escapeForDisplay(name)}" is named twice.`, place),
      );
    } else {
      names.add(name);
    }
  }
  return { names: [...names], problems };
}
