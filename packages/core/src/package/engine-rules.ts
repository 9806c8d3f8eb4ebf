// Which engines does the package say it runs on?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject } from "../schema/json.ts";
import type { RunnerJsonRules } from "./profiles.ts";
import { readField } from "./read-field.ts";
import { RUNNER_FIELDS } from "./runner-fields.ts";

export interface Engines {
  /** In the package's order of preference, each once; empty means every engine. */
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

const MOST_ENGINES = 100;

/** Reads `engines`. (req B4) */
export function readEngines(fields: JsonObject, rules: RunnerJsonRules, entry: string): Engines {
  const pointer = "/engines";
  const refused = (problems: readonly Problem[]): Engines => ({ names: [], problems });
  const field = readField({ held: fields, entry, pointer: "" }, RUNNER_FIELDS, "engines");
  if (field.isErr()) return refused([field.error]);
  const engines = field.value;
  if (engines === null && rules.enginesMissing === "every engine") return refused([]);
  const hint = `Name at least one, such as \`${RUNNER_FIELDS.engines.example}\`.`;
  if (engines === null) {
    return refused([problem("PACKAGE_ENGINES_EMPTY", "The package has no `engines`.", { entry, pointer, hint })]);
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
      const message = "An engine must be named by a text that is not empty.";
      const example = `Write it as \`${RUNNER_FIELDS.engines.example}\`.`;
      problems.push(problem("PACKAGE_FIELD_TYPE", message, { ...place, hint: example }));
    } else if (names.has(name)) {
      problems.push(
        warning("PACKAGE_ENGINE_REPEATED", `The engine "${escapeForDisplay(name)}" is named twice.`, {
          ...place,
          hint: "Name it once, where it stands in the order of preference.",
        }),
      );
    } else {
      names.add(name);
    }
  }
  return { names: [...names], problems };
}
