// `mayfly init`: a new skill package to start from, which runs as it is.
import { lstatSync } from "node:fs";
import { resolve } from "node:path";
import { escapeForDisplay } from "@mayfly/core";
import { complain, isUnreadable } from "../archives/system-errors.ts";
import { packageNameFault } from "../init/package-name.ts";
import { templateFiles, type TemplateEngine } from "../init/template-files.ts";
import { writeFolder } from "../init/write-folder.ts";

const REFUSED = 1;
const FAILED = 2;

/** Answers the exit code: 0 written, 1 the name is taken or cannot be one, 2 the system refused something. */
export function init(name: string, engine: TemplateEngine): number {
  const fault = packageNameFault(name);
  if (fault !== null) return refuse(name, fault);
  const folder = resolve(name);
  if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) {
    return refuse(name, "there is something of that name here; nothing was changed");
  }
  const files = templateFiles(engine, name);
  try {
    writeFolder(folder, files);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    complain(`write ${name}`, error);
    return FAILED;
  }
  process.stdout.write(
    `${nextSteps(
      name,
      files.map(({ path }) => path),
    )}\n`,
  );
  return 0;
}

function refuse(name: string, why: string): number {
  process.stderr.write(`mayfly: Cannot make a package "${escapeForDisplay(name)}": ${why}.\n`);
  return REFUSED;
}

function nextSteps(name: string, paths: readonly string[]): string {
  const runs = "http://127.0.0.1:8460/v1/temp-skill-runs";
  return [
    `${name}/ is a skill package that runs as it is:`,
    "",
    ...paths.map((path) => `  ${name}/${path}`),
    "",
    "Change it, and look whether it is still good:",
    "",
    `  mayfly validate ${name}`,
    "",
    "Run it on a server, which `mayfly serve` starts:",
    "",
    `  mayfly pack ${name}`,
    `  curl -s -X POST ${runs}`,
    `  curl -s ${runs}/<request_id>/upload -F skill_package=@${name}.zip`,
    `  curl -s ${runs}/<request_id>/result`,
  ].join("\n");
}
