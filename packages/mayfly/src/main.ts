#!/usr/bin/env node
// The command line: which command was asked for, and with which flags?
import { Command, CommanderError } from "commander";
import type { ArchiveLimits } from "@mayfly/core";
import { addLimitOptions, limitsOf } from "./archives/limit-options.ts";
import { settingsHelp } from "./config/settings-help.ts";
import { VERSION } from "./version.ts";

const USAGE = 2;

const program = new Command("mayfly")
  .description("Runs a skill package once and leaves nothing behind but its outputs.")
  .version(VERSION)
  .showHelpAfterError("(see `mayfly --help`)")
  .exitOverride()
  .addHelpText(
    "after",
    "\nSee it work:  mayfly demo\nRun a server: mayfly serve --help\nLook at zips: mayfly inspect --help",
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

const cache = program.command("cache").description("Tells what the cache of jobs holds, or empties it.");
cache
  .command("stats")
  .description("Tells how many entries there are, their bytes, and how often they were hit.")
  .option("--data <folder>", "data folder (MAYFLY_DATA_DIR)")
  .option("--json", "as one line of JSON: entries, hits, bytes")
  .action(async ({ data, json = false }: { data?: string; json?: boolean }) => {
    const { showCacheStats } = await import("./commands/cache.ts");
    process.exitCode = await showCacheStats(data, json);
  });
cache
  .command("clear")
  .description("Removes all entries, and the outputs that no job points to. The server must not be running.")
  .option("--data <folder>", "data folder (MAYFLY_DATA_DIR)")
  .action(async ({ data }: { data?: string }) => {
    const { emptyCache } = await import("./commands/cache.ts");
    process.exitCode = await emptyCache(data);
  });

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

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : USAGE;
}
