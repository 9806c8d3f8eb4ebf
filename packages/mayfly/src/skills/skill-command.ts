// What do the commands about installed skills share: the data folder, sentences and exit codes?
import { escapeForDisplay, type Log } from "@mayfly/core";
import { readConfig, type Config } from "../config.ts";

export interface SkillOptions {
  /** The data folder, `null` for that of the environment. */
  readonly data: string | null;
}

/** Refused, by a rule or because it is not there. */
export const REFUSED = 1;
/** The system refused something, or the command was given what it cannot take. */
export const FAILED = 2;

/** The configuration, or `null` when it cannot be read, which is then told. */
export function configOf({ data }: SkillOptions): Config | null {
  const config = readConfig(data === null ? {} : { MAYFLY_DATA_DIR: data });
  if (config.isOk()) return config.value;
  for (const sentence of config.error) complain(sentence);
  return null;
}

/** One sentence on standard error. */
export function complain(sentence: string): void {
  process.stderr.write(`mayfly: ${escapeForDisplay(sentence)}\n`);
}

/** Tells what went wrong in the world, since there is no other log to look into. */
export const FAULTS: Log = {
  info() {},
  warn() {},
  error(_, { message }) {
    if (typeof message === "string") complain(message);
  },
};
