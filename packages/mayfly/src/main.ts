#!/usr/bin/env node
// The command line: which command was asked for, and with which flags?
import { Command, CommanderError } from "commander";
import { demo } from "./commands/demo.ts";
import { serve } from "./commands/serve.ts";
import { ignoreDebuggerSignal } from "./compose.ts";
import { settingsHelp } from "./config/settings-help.ts";
import { VERSION } from "./version.ts";

const USAGE = 2;

// Before anything else: a program that Mayfly runs must not open its debugger by a signal.
ignoreDebuggerSignal();

const program = new Command("mayfly")
  .description("Runs a skill package once and leaves nothing behind but its outputs.")
  .version(VERSION)
  .showHelpAfterError("(see `mayfly --help`)")
  .exitOverride()
  .addHelpText("after", "\nSee it work:  mayfly demo\nRun a server: mayfly serve --help");

program
  .command("serve")
  .description("Runs the HTTP server until it gets SIGTERM or SIGINT.")
  .option("--host <address>", "address to listen on (MAYFLY_HOST)")
  .option("--port <number>", "port to listen on, 0 for a free one (MAYFLY_PORT)")
  .option("--data <folder>", "data folder (MAYFLY_DATA_DIR)")
  .addHelpText("after", () => `\n${settingsHelp()}`)
  .action(async ({ host, port, data }: { host?: string; port?: string; data?: string }) => {
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
    process.exitCode = await demo({ keep });
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : USAGE;
}
