// Which commands work on what a data folder holds: its installed skills, its cache, and what runs left?
import type { Command } from "commander";

interface SkillFlags {
  readonly data?: string;
  readonly json?: boolean;
}

/** Adds `skill`, `cache` and `sweep` to `program`. Each loads what it needs when it is asked for. */
export function addDataCommands(program: Command): void {
  addSkillCommands(program);
  addCacheCommands(program);
  addSweepCommand(program);
}

function addSkillCommands(program: Command): void {
  const skill = program.command("skill").description("Installs skills into a data folder, and tells which are there.");

  withData(
    skill
      .command("install")
      .description("Installs packages, or upgrades to a higher version; the version before goes to the archive.")
      .argument("<zip|folder...>", "skill packages"),
  )
    .addHelpText(
      "after",
      "\nA server that uses the data folder is asked to do it.\n" +
        "Exit codes: 0 all are installed, 1 one is refused, 2 the system or a server stands in the way.",
    )
    .action(async (paths: string[], flags: SkillFlags) => {
      const { skillInstall } = await import("./commands/skill-install.ts");
      process.exitCode = await skillInstall(paths, dataOf(flags));
    });

  withData(
    skill
      .command("list")
      .description("Lists the installed skills, broken ones included.")
      .argument("[word]", "only those with this word in id, name or description")
      .option("--json", "one line of JSON a skill"),
  )
    .addHelpText("after", "\nExit codes: 0 listed, 2 the data folder cannot be read.")
    .action(async (word: string | undefined, flags: SkillFlags) => {
      const { skillList } = await import("./commands/skill-list.ts");
      process.exitCode = await skillList({ ...dataOf(flags), json: flags.json ?? false, word: word ?? null });
    });

  withData(
    skill
      .command("show")
      .description("Shows one installed skill, with its problems when it is broken.")
      .argument("<id>", "the name of its folder")
      .option("--json", "one line of JSON, with the schemas"),
  )
    .addHelpText("after", "\nExit codes: 0 shown, 1 there is none, 2 the data folder cannot be read.")
    .action(async (id: string, flags: SkillFlags) => {
      const { skillShow } = await import("./commands/skill-show.ts");
      process.exitCode = await skillShow(id, { ...dataOf(flags), json: flags.json ?? false });
    });

  withData(
    skill
      .command("remove")
      .description("Takes a skill out of its place, into the archive.")
      .argument("<id>", "the name of its folder"),
  )
    .addHelpText("after", "\nExit codes: 0 removed, 1 there is none, 2 the system or a server stands in the way.")
    .action(async (id: string, flags: SkillFlags) => {
      const { skillRemove } = await import("./commands/skill-remove.ts");
      process.exitCode = await skillRemove(id, dataOf(flags));
    });
}

function addCacheCommands(program: Command): void {
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
    .description("Removes all entries, and the outputs that no job points to.")
    .option("--data <folder>", "data folder (MAYFLY_DATA_DIR)")
    .action(async ({ data }: { data?: string }) => {
      const { emptyCache } = await import("./commands/cache.ts");
      process.exitCode = await emptyCache(data);
    });
}

function addSweepCommand(program: Command): void {
  withData(
    program
      .command("sweep")
      .description("Ends what a server left in the middle, and removes what expired or belongs to nobody.")
      .option("--dry-run", "tell what would be done, and change nothing")
      .option("--json", "one line of JSON an action, and one for the sum"),
  )
    .addHelpText(
      "after",
      "\nA server sweeps its data folder by itself, at its start and then every MAYFLY_SWEEP_INTERVAL; one that uses the\n" +
        "folder is asked to do it now. A dry run does not tell of the cache, of the trash, of request keys, and of jobs that\n" +
        "wait for an equal one.\n" +
        "Exit codes: 0 done or told, 1 something could not be removed, 2 the system or a server stands in the way.",
    )
    .action(async ({ dryRun = false, json = false, ...flags }: SkillFlags & { readonly dryRun?: boolean }) => {
      const { sweep } = await import("./commands/sweep.ts");
      process.exitCode = await sweep({ ...dataOf(flags), dryRun, json });
    });
}

function withData(command: Command): Command {
  return command.option("--data <folder>", "data folder (MAYFLY_DATA_DIR)");
}

function dataOf({ data }: SkillFlags): { data: string | null } {
  return { data: data ?? null };
}
