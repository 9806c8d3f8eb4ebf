// Is there something to run?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject } from "../schema/json.ts";
import { isJsonObject, jsonKind } from "../schema/json-object.ts";
import { childPointer } from "../schema/json-pointer.ts";
import { judgeScript } from "./script-rules.ts";
import { insidePath } from "./inside-path.ts";
import { missingFile } from "./missing-file.ts";
import type { PackageView } from "./package-view.ts";
import type { PackageContract } from "./report.ts";
import { RUNNER_JSON, textField, unknownFields } from "./runner-json-rules.ts";

export interface Entrypoint {
  readonly entrypoint: PackageContract["entrypoint"];
  readonly problems: readonly Problem[];
}

/** Reads `entrypoint`, with the `engines` that the package names. */
export function readEntrypoint(fields: JsonObject, engines: readonly string[], view: PackageView): Entrypoint {
  const entry = view.entry(RUNNER_JSON);
  const { entrypoint: held = {} } = fields;
  const pointer = "/entrypoint";
  if (!isJsonObject(held)) {
    const message = `\`entrypoint\` must be an object, not ${jsonKind(held)}.`;
    return {
      entrypoint: { script: null, prompts: {} },
      problems: [problem("PACKAGE_FIELD_TYPE", message, { entry, pointer })],
    };
  }
  const problems = unknownFields(held, ["script", "prompts"], entry, pointer);
  const script = readScript(held, view, problems);
  if (held["script"] === undefined && engines.includes("script")) {
    const hint = 'Add `"entrypoint": {"script": "…"}`, or take `script` out of `engines`.';
    problems.push(
      warning("PACKAGE_ENTRYPOINT_MISSING", "The engine `script` has no `entrypoint.script` to run.", {
        entry,
        pointer,
        hint,
      }),
    );
  }
  return { entrypoint: { script, prompts: readPrompts(held, entry, problems) }, problems };
}

function readScript(held: JsonObject, view: PackageView, problems: Problem[]): string | null {
  const entry = view.entry(RUNNER_JSON);
  const field = textField(held, "script", entry, "/entrypoint");
  if (field.isErr()) problems.push(field.error);
  const text = field.unwrapOr(null);
  if (text === null) return null;
  const place = { entry, pointer: "/entrypoint/script" };
  const path = insidePath(text);
  const shown = escapeForDisplay(text);
  if (path === null || view.kindOf(path) === "directory") {
    const reason = path === null ? "is none inside the package" : "is a folder";
    const hint = "Name a file by its path below the skill's folder.";
    problems.push(
      problem("PACKAGE_SCRIPT_PATH", `The path "${shown}" in \`entrypoint.script\` ${reason}.`, { ...place, hint }),
    );
    return null;
  }
  if (view.kindOf(path) === "file") {
    problems.push(...judgeScript(path, view, place));
    return path;
  }
  problems.push(missingFile("PACKAGE_SCRIPT_MISSING", `The package has no file "${shown}" to run.`, path, view, place));
  return null;
}

const MOST_PROMPTS = 100;

function readPrompts(held: JsonObject, entry: string, problems: Problem[]): Readonly<Record<string, string>> {
  const { prompts = {} } = held;
  const pointer = "/entrypoint/prompts";
  if (!isJsonObject(prompts)) {
    problems.push(
      problem("PACKAGE_FIELD_TYPE", `\`prompts\` must be an object, not ${jsonKind(prompts)}.`, { entry, pointer }),
    );
    return {};
  }
  if (Object.keys(prompts).length > MOST_PROMPTS) {
    const message = `\`prompts\` has templates for more than ${MOST_PROMPTS} engines.`;
    problems.push(problem("PACKAGE_FIELD_TYPE", message, { entry, pointer }));
    return {};
  }
  return Object.fromEntries(
    Object.entries(prompts).flatMap(([engine, template]) => {
      if (typeof template === "string") return [[engine, template]];
      const message = `The prompt must be a text, not ${jsonKind(template)}.`;
      problems.push(problem("PACKAGE_FIELD_TYPE", message, { entry, pointer: childPointer(pointer, engine) }));
      return [];
    }),
  );
}
