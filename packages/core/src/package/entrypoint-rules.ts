// Is there something to run?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject } from "../schema/json.ts";
import { jsonKind } from "../schema/json-object.ts";
import { childPointer } from "../schema/json-pointer.ts";
import { judgeScript } from "./script-rules.ts";
import { FIRST_SCRIPT } from "./first-content.ts";
import { insidePath } from "./inside-path.ts";
import { missingFile } from "./missing-file.ts";
import type { PackageView } from "./package-view.ts";
import type { PackageContract } from "./report.ts";
import { readField, unknownFields } from "./read-field.ts";
import type { Holder } from "./read-field.ts";
import { ENTRYPOINT_FIELDS, RUNNER_FIELDS } from "./runner-fields.ts";
import { RUNNER_JSON } from "./runner-json-rules.ts";

export interface Entrypoint {
  readonly entrypoint: PackageContract["entrypoint"];
  readonly problems: readonly Problem[];
}

/** Reads `entrypoint`, with the `engines` that the package names. */
export function readEntrypoint(fields: JsonObject, engines: readonly string[], view: PackageView): Entrypoint {
  const entry = view.entry(RUNNER_JSON);
  const pointer = "/entrypoint";
  const field = readField({ held: fields, entry, pointer: "" }, RUNNER_FIELDS, "entrypoint");
  if (field.isErr()) return { entrypoint: { script: null, prompts: {} }, problems: [field.error] };
  const holder = { held: field.value ?? {}, entry, pointer };
  const problems = unknownFields(holder, ENTRYPOINT_FIELDS);
  const script = readScript(holder, view, problems);
  if (holder.held["script"] === undefined && engines.includes("script")) {
    const hint = 'Add `"entrypoint": {"script": "…"}`, or take `script` out of `engines`.';
    problems.push(
      warning("PACKAGE_ENTRYPOINT_MISSING", "The engine `script` has no `entrypoint.script` to run.", {
        entry,
        pointer,
        hint,
      }),
    );
  }
  return { entrypoint: { script, prompts: readPrompts(holder, problems) }, problems };
}

function readScript(holder: Holder, view: PackageView, problems: Problem[]): string | null {
  const field = readField(holder, ENTRYPOINT_FIELDS, "script");
  if (field.isErr()) problems.push(field.error);
  const text = field.unwrapOr(null);
  if (text === null) return null;
  const place = { entry: holder.entry, pointer: "/entrypoint/script" };
  const path = insidePath(text);
  const shown = escapeForDisplay(text);
  if (path === null || view.kindOf(path) === "directory") {
    const reason = path === null ? "is none inside the package" : "is a folder";
    const hint = "Name a file by its path below the skill's folder, such as scripts/main.mjs.";
    problems.push(
      problem("PACKAGE_SCRIPT_PATH", `The path "${shown}" in \`entrypoint.script\` ${reason}.`, { ...place, hint }),
    );
    return null;
  }
  if (view.kindOf(path) === "file") {
    problems.push(...judgeScript(path, view, place));
    return path;
  }
  const message = `The package has no file "${shown}" to run.`;
  problems.push(missingFile("PACKAGE_SCRIPT_MISSING", message, path, view, FIRST_SCRIPT, place));
  return null;
}

const MOST_PROMPTS = 100;

function readPrompts(holder: Holder, problems: Problem[]): Readonly<Record<string, string>> {
  const field = readField(holder, ENTRYPOINT_FIELDS, "prompts");
  if (field.isErr()) problems.push(field.error);
  const prompts = field.unwrapOr(null) ?? {};
  const { entry } = holder;
  const pointer = "/entrypoint/prompts";
  if (Object.keys(prompts).length > MOST_PROMPTS) {
    const message = `\`prompts\` has templates for more than ${MOST_PROMPTS} engines.`;
    problems.push(problem("PACKAGE_FIELD_TYPE", message, { entry, pointer }));
    return {};
  }
  return Object.fromEntries(
    Object.entries(prompts).flatMap(([engine, template]) => {
      if (typeof template === "string") return [[engine, template]];
      const message = `The prompt must be a text, not ${jsonKind(template)}.`;
      const hint = `Write it as \`${ENTRYPOINT_FIELDS.prompts.example}\`.`;
      problems.push(problem("PACKAGE_FIELD_TYPE", message, { entry, pointer: childPointer(pointer, engine), hint }));
      return [];
    }),
  );
}
