#!/usr/bin/env node
// The command line: which command was asked for, and with which flags?
import { Command, CommanderError, Option } from "commander";
import { PROFILES, type ArchiveLimits, type Profile } from "@mayfly/core";
import { addLimitOptions, limitsOf } from "./archives/limit-options.ts";
import { addDataCommands } from "./commands-on-data.ts";
import { settingsHelp } from "./config/settings-help.ts";
import { TEMPLATE_ENGINES, type TemplateEngine } from "./init/template-files.ts";
import { FORMAT_NAMES, type ReportFormatName } from "./validate/format-names.ts";
import { VERSION } from "./version.ts";

const USAGE = 2;

const program = new Command("mayfly")
  .description("Runs a skill package once and leaves nothing behind but its outputs.")
  .version(VERSION)
  .exitOverride()
  .addHelpText(
    "after",
    "\nSee it work:     mayfly demo\nWrite a package: mayfly init --help, mayfly validate --help\n" +
      "Run a server:    mayfly serve --help\nLook at zips:    mayfly inspect --help",
  );

// Each command loads what it needs when it is asked for: judging a zip does not wait for the server's code.
program
  .command("serve")
  .description("Runs the HTTP server until it gets SIGTERM or SIGINT.")
  .option("--host <address>", "address to listen on (MAYFLY_HOST)")
  .option("--port <number>", "port to listen on, 0 for a free one (MAYFLY_PORT)")
  .option("--data <folder>", "data folder (MAYFLY_DATA_DIR)")
  .addHelpText("after", () => `\n${settingsHelp()}`)
  .action(async ({ host, port, data }: { host?: string; port?: string; data?: string }) => {
    const { serve } = await import("./commands/serve.ts");
    process.exitCode = await serve({
      ...(host === undefined ? {} : { MAYFLY_HOST: host }),
      ...(port === undefined ? {} : { MAYFLY_PORT: port }),
      ...(data === undefined ? {} : { MAYFLY_DATA_DIR: data }),
    });
  });

program
  .command("demo")
  .description("Profiles a public data set with a skill package, over HTTP, and shows what happens.")
  .option("--keep", "keep the demo's data folder and say where it is")
  .action(async ({ keep = false }: { keep?: boolean }) => {
    const { demo } = await import("./commands/demo.ts");
    process.exitCode = await demo({ keep });
  });

program
  .command("init")
  .description("Writes a small skill package to start from; it validates, packs and runs as it is.")
  .argument("<name>", "of the package and its new folder: lower-case letters, digits, hyphens")
  .addOption(new Option("--engine <engine>", "what runs it").choices(TEMPLATE_ENGINES).default("script"))
  .addHelpText(
    "after",
    "\nNothing that exists is changed.\n" +
      "Exit codes: 0 written, 1 the name is taken or cannot be one, 2 the system refused something.\n\n" +
      "  mayfly init word-count\n  mayfly validate word-count",
  )
  .action(async (name: string, { engine }: { engine: TemplateEngine }) => {
    const { init } = await import("./commands/init.ts");
    process.exitCode = init(name, engine);
  });

interface ValidateFlags extends ArchiveLimits {
  readonly format: ReportFormatName;
  readonly profile: Profile;
  readonly strict?: boolean;
  readonly lenient?: boolean;
}

addLimitOptions(
  program
    .command("validate")
    .description("Tells whether skill packages are good and, if not, all that must change.")
    .argument("<package...>", "folders, judged as if packed, zips, or - for a zip on standard input")
    .addOption(new Option("--format <format>", "how it is told").choices(FORMAT_NAMES).default("text"))
    .addOption(
      new Option("--profile <profile>", "the rules to judge by").choices(Object.keys(PROFILES)).default("autoskill"),
    )
    .option("--strict", "refuse unknown fields, and archives that programs may read differently")
    .addOption(new Option("--lenient", "only warn of unknown fields").conflicts("strict")),
)
  .addHelpText(
    "after",
    "\nFormats: text for people; json, one line a package, for programs; sarif 2.1.0 for code scanning;\n" +
      "github for annotations in a GitHub workflow.\n" +
      "Exit codes: 0 all are good, 1 one has errors, 2 one could not be read, or the call is wrong.\n\n" +
      "  mayfly validate my-skill\n  mayfly validate --format json *.zip | jq -r 'select(.valid | not) | .file'\n" +
      "  mayfly pack my-skill -o - | mayfly validate -",
  )
  .action(async (targets: string[], flags: ValidateFlags) => {
    const { validate } = await import("./commands/validate.ts");
    const { format, profile, strict = false, lenient = false } = flags;
    process.exitCode = await validate(targets, { format, profile, strict, lenient, limits: limitsOf(flags) });
  });

addDataCommands(program);

interface ArchiveFlags extends ArchiveLimits {
  readonly json?: boolean;
  readonly list?: boolean;
  readonly strict?: boolean;
  readonly output?: string;
  readonly force?: boolean;
}

addLimitOptions(
  program
    .command("inspect")
    .description("Tells whether zip archives are safe and read alike by every program.")
    .argument("<zip...>", "archives of any kind, thousands if need be")
    .option("--strict", "refuse what another program may read differently, too")
    .option("--json", "one line of JSON an archive: file, verdict, problems, normalisations, entries")
    .option("--list", "list the entries of accepted archives, with their SHA-256"),
)
  .addHelpText(
    "after",
    "\nExit codes: 0 all are accepted, 1 one is refused, 2 one could not be read.\n\n" +
      "  mayfly inspect skill.zip\n  mayfly inspect --json *.zip | jq 'select(.verdict == \"refused\")'",
  )
  .action(async (files: string[], flags: ArchiveFlags) => {
    const { inspect } = await import("./commands/inspect.ts");
    const { json = false, list = false, strict = false } = flags;
    process.exitCode = await inspect(files, { json, list, strict, limits: limitsOf(flags) });
  });

addLimitOptions(
  withOutput(
    program
      .command("pack")
      .description("Packs a folder into a canonical zip: equal folders make equal bytes on every system.")
      .argument("<folder>", "becomes the one top-level folder of the archive"),
    "<folder>.zip",
  ),
)
  .addHelpText(
    "after",
    "\nLinks and other things that are no plain files are refused; nothing outside the folder is read.\n" +
      "Exit codes: 0 packed, 1 the folder cannot be packed, 2 the system refused something.",
  )
  .action(async (folder: string, flags: ArchiveFlags) => {
    const { pack } = await import("./commands/pack.ts");
    process.exitCode = pack(folder, limitsOf(flags), outputOf(flags));
  });

addLimitOptions(
  withOutput(
    program
      .command("normalise")
      .description("Writes an accepted zip anew, in the one form that every program reads alike.")
      .argument("<zip>", "an archive that `mayfly inspect` accepts"),
    "<zip>.normalised.zip",
  ),
)
  .addHelpText("after", "\nExit codes: 0 written, 1 the archive is refused, 2 the system refused something.")
  .action(async (file: string, flags: ArchiveFlags) => {
    const { normalise } = await import("./commands/normalise.ts");
    process.exitCode = normalise(file, limitsOf(flags), outputOf(flags));
  });

function withOutput(command: Command, fallback: string): Command {
  return command
    .option("-o, --output <file>", `where to write, - for standard output (default: ${fallback} in this folder)`)
    .option("--force", "overwrite a file that exists");
}

function outputOf({ output, force = false }: ArchiveFlags): { output: string | null; force: boolean } {
  return { output: output ?? null, force };
}

/** Whoever calls a command wrongly is shown the help of that command. */
function pointToHelp(command: Command, called: string): void {
  command.showHelpAfterError(`(see \`${called} --help\`)`);
  for (const inner of command.commands) pointToHelp(inner, `${called} ${inner.name()}`);
}

pointToHelp(program, "mayfly");
try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : USAGE;
}
