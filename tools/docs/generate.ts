// What do the generated reference pages say? Each is made of the table that the code itself uses.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROBLEM_CODES, PROFILES } from "@mayfly/core";
import { httpStatus, validationReportJsonSchema } from "@mayfly/core/contract";
import { SETTINGS } from "mayfly";
import { ROOT } from "../run/tool.ts";
import { httpPage } from "./http-page.ts";
import { metricsPage } from "./metrics-page.ts";
import { profilePage } from "./profile-page.ts";
import { skillPackagePage } from "./skill-package-page.ts";
import { statesPage } from "./states-page.ts";
import { table } from "./table.ts";

const CORES = "the number of cores, at most 16";

/** The text of every generated page, by its path from the root. */
export function generatedPages(): Readonly<Record<string, string>> {
  return {
    "docs/reference/configuration.md": configuration(),
    "docs/reference/error-codes.md": errorCodes(),
    "docs/reference/command-line.md": commandLine(),
    "docs/reference/http.md": httpPage(),
    "docs/reference/run-states.md": statesPage(),
    "docs/reference/metrics.md": metricsPage(),
    "docs/reference/profiles.md": profilePage(PROFILES),
    "docs/reference/skill-package.md": skillPackagePage(),
    "docs/reference/validation-report.schema.json": `${JSON.stringify(validationReportJsonSchema(), null, 2)}\n`,
  };
}

function configuration(): string {
  const rows = Object.entries(SETTINGS).map(([name, { default: fallback, meaning }]) => {
    const shown = name === "MAYFLY_MAX_RUNNING" ? CORES : fallback === "" ? "not set" : `\`${fallback}\``;
    return [`\`${name}\``, shown, meaning] as const;
  });
  return [
    "# Configuration",
    "",
    "Settings are environment variables. Durations read `90s`, `15m`, `24h`, `7d`; sizes read `20MiB`, `1GiB` or a number of",
    "bytes. A setting that does not parse stops the start with a sentence. `mayfly serve` takes `--host`, `--port` and",
    "`--data` too, which go before the environment.",
    "",
    ...table(["setting", "default", "meaning"], rows),
    "",
  ].join("\n");
}

function errorCodes(): string {
  const rooms = new Map<string, [string, string][]>();
  for (const [code, meaning] of Object.entries(PROBLEM_CODES)) {
    const room = code.slice(0, code.indexOf("_"));
    rooms.set(room, [...(rooms.get(room) ?? []), [code, meaning]]);
  }
  const sections = [...rooms].flatMap(([room, codes]) => [
    `## ${room}`,
    "",
    ...codes.flatMap(([code, meaning]) => [
      `### ${code}`,
      "",
      `${meaning} HTTP ${httpStatus(code as keyof typeof PROBLEM_CODES)}.`,
      "",
    ]),
  ]);
  return [
    "# Error codes",
    "",
    "A code never changes its meaning. Its first word names the room of the core that decides it. Over HTTP it is the",
    "`code` of a problem document ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), or of one of its `errors`; the status",
    "given here is that of an answer whose own `code` it is.",
    "",
    ...sections,
  ].join("\n");
}

const COMMANDS = [
  "serve",
  "demo",
  "init",
  "validate",
  "pack",
  "inspect",
  "normalise",
  "skill install",
  "skill list",
  "skill show",
  "skill remove",
  "cache stats",
  "cache clear",
  "sweep",
] as const;

function commandLine(): string {
  const sections = COMMANDS.flatMap((command) => [
    `## mayfly ${command}`,
    "",
    "```text",
    // The settings of the server have a page of their own.
    ...(help(command).split("\nSettings in the environment")[0] ?? "").trimEnd().split("\n"),
    "```",
    "",
  ]);
  return [
    "# Command line",
    "",
    "In a clone, `mayfly` is `npx --yes pnpm@12.21.0 -s mayfly`. What each command says with `--help`; the server's settings",
    "are in [configuration](configuration.md). Nothing that comes from an archive or a file name reaches the terminal as it",
    "is: control, bidi and invisible characters are shown as `\\u{…}`, and in JSON as `\\uXXXX`.",
    "",
    ...sections,
  ].join("\n");
}

function help(command: string): string {
  const main = join(ROOT, "packages/mayfly/src/main.ts");
  const args = ["--conditions=@mayfly/source", main, ...command.split(" "), "--help"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`mayfly ${command} --help: ${stderr}`);
  return stdout;
}
