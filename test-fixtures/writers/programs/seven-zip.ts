// How does 7-Zip write archives?
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./program.ts";
import type { ProgramWriter } from "./program.ts";

export const SEVEN_ZIP_VERSION = ["i"];

export const sevenZip: readonly ProgramWriter[] = [
  writer("as it is", []),
  writer("names as UTF-8", ["-mcu=on"]),
  writer("stored", ["-mx=0"]),
  writer("as well as it can", ["-mx=9"]),
  writer("with all times", ["-mtc=on", "-mta=on"]),
  writer("without times", ["-mtm=off"]),
];

/** It follows links as long as `-snl` does not say otherwise. */
function writer(mode: string, options: readonly string[]): ProgramWriter {
  return {
    name: `7zz, ${mode}`,
    program: "7zz",
    keepsExecutable: true,
    write(folder, work) {
      const file = join(work, "out.zip");
      run("7zz", ["a", "-bd", "-tzip", ...options, file, "."], folder);
      return readFileSync(file);
    },
  };
}
