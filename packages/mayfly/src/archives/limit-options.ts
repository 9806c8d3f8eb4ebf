// How does somebody raise or lower the limits of one command?
import { InvalidArgumentError, Option, type Command } from "commander";
import { DEFAULT_PACKAGE_LIMITS, type ArchiveLimits } from "@mayfly/core";
import { parseBytes, parseCount, type Parsed } from "../config/units.ts";

interface LimitOption {
  readonly flags: string;
  readonly meaning: string;
  /** As it is written, for the help. */
  readonly default: string;
  readonly parse: (text: string) => Parsed<number>;
}

/** By the name that the parsed flag has. */
const OPTIONS: Readonly<Record<keyof ArchiveLimits, LimitOption>> = {
  maxBytes: { flags: "--max-bytes <size>", meaning: "the archive, compressed", default: "20MiB", parse: parseBytes },
  maxTotalBytes: {
    flags: "--max-total-bytes <size>",
    meaning: "all its files together",
    default: "200MiB",
    parse: parseBytes,
  },
  maxEntryBytes: {
    flags: "--max-entry-bytes <size>",
    meaning: "one of its files",
    default: "100MiB",
    parse: parseBytes,
  },
  maxEntries: {
    flags: "--max-entries <count>",
    meaning: "its files and folders",
    default: "10000",
    parse: parseCount(1, 1_000_000),
  },
  maxPathBytes: {
    flags: "--max-path-bytes <count>",
    meaning: "one path, in bytes of UTF-8",
    default: "512",
    parse: parseCount(16, 1024),
  },
  maxDepth: { flags: "--max-depth <count>", meaning: "names in one path", default: "32", parse: parseCount(1, 512) },
};

/** Adds a flag for each limit to `command`, in a group of its own. */
export function addLimitOptions(command: Command): Command {
  command.optionsGroup("Limits, as a server has them by default:");
  for (const [name, { flags, meaning, default: fallback, parse }] of Object.entries(OPTIONS)) {
    const option = new Option(flags, meaning)
      .default(DEFAULT_PACKAGE_LIMITS[name as keyof ArchiveLimits], fallback)
      .argParser((text) => {
        const parsed = parse(text);
        if (parsed.isErr()) throw new InvalidArgumentError(`It must be ${parsed.error}.`);
        return parsed.value;
      });
    command.addOption(option);
  }
  return command;
}

/** The limits among what a command was given. */
export function limitsOf(options: ArchiveLimits): ArchiveLimits {
  const { maxBytes, maxTotalBytes, maxEntryBytes, maxEntries, maxPathBytes, maxDepth } = options;
  return { maxBytes, maxTotalBytes, maxEntryBytes, maxEntries, maxPathBytes, maxDepth };
}
