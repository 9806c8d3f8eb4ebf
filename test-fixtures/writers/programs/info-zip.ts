// How does Info-ZIP's zip write archives?
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./program.ts";
import type { ProgramWriter } from "./program.ts";

export const INFO_ZIP_VERSION = ["-v"];

export const infoZip: readonly ProgramWriter[] = [
  toFile("to a file", []),
  toFile("without extra fields", ["-X"]),
  toFile("without folders", ["-D"]),
  toFile("stored", ["-0"]),
  toFile("as well as it can", ["-9"]),
  {
    ...toFile("forced to zip64", ["-fz"]),
    notes: ["ARCHIVE_NAME_FLAG_MISSING", "ARCHIVE_ZIP64_SIZE_ALONE"],
  },
  toFile("forced to descriptors", ["-fd"]),
  toFile("names as UTF-8 alone", ["-UN=UTF8"]),
  toFile("in a locale without UTF-8", [], { LC_ALL: "C" }),
  toPipe("to a pipe", []),
  toPipe("to a pipe, stored", ["-0"]),
  toPipe("to a pipe, not zip64", ["-fz-"]),
];

/** In many locales it writes UTF-8 without saying so. */
function writer(mode: string, write: ProgramWriter["write"]): ProgramWriter {
  return {
    name: `zip, ${mode}`,
    program: "zip",
    keepsExecutable: true,
    notes: ["ARCHIVE_NAME_FLAG_MISSING"],
    write,
  };
}

/** Links are followed, as long as `-y` does not say otherwise. */
function toFile(mode: string, options: readonly string[], env: Readonly<Record<string, string>> = {}): ProgramWriter {
  return writer(mode, (folder, work) => {
    const file = join(work, "out.zip");
    run("zip", ["-q", "-r", ...options, file, "."], folder, env);
    return readFileSync(file);
  });
}

function toPipe(mode: string, options: readonly string[]): ProgramWriter {
  return writer(mode, (folder) => run("zip", ["-q", "-r", ...options, "-", "."], folder));
}
