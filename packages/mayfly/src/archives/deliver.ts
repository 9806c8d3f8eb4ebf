// Where does an archive that a command made go, and what is said of it?
import { createHash, randomBytes } from "node:crypto";
import { linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { escapeForDisplay } from "@mayfly/core";
import { complain, isUnreadable } from "./system-errors.ts";

export interface OutputOptions {
  /** A path, `-` for standard output, `null` for a name of the command's own in the working directory. */
  readonly output: string | null;
  /** Whether a file that exists is overwritten. */
  readonly force: boolean;
}

const FAILED = 2;

/**
 * Writes `archive` to where it was asked for or to `name`, and says where it is, what is in it (`contents`) and its
 * digest. Answers the exit code. What the system refuses is told, and nothing is left of it.
 */
export function deliver(archive: Uint8Array, name: string, contents: string, { output, force }: OutputOptions): number {
  if (output === "-") {
    if (process.stdout.isTTY) {
      process.stderr.write("mayfly: An archive does not go to a terminal; name a file with --output, or use a pipe.\n");
      return FAILED;
    }
    process.stdout.write(archive);
    return 0;
  }
  const target = output ?? name;
  try {
    writeWhole(target, archive, force);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    complain(`write ${target}`, error);
    return FAILED;
  }
  const digest = createHash("sha256").update(archive).digest("hex");
  process.stdout.write(`${escapeForDisplay(target)}  ${contents}\nsha256  ${digest}\n`);
  return 0;
}

/** The file is there whole or not at all, even when the power goes. */
function writeWhole(path: string, bytes: Uint8Array, force: boolean): void {
  const partial = `${path}.${randomBytes(6).toString("hex")}.part`;
  try {
    writeFileSync(partial, bytes, { flag: "wx", flush: true });
    // A link is made only where nothing is; a rename would overwrite.
    if (force) renameSync(partial, path);
    else linkSync(partial, path);
  } finally {
    rmSync(partial, { force: true });
  }
}
