// How does Python write archives?
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./program.ts";
import type { ProgramWriter } from "./program.ts";

export const PYTHON_VERSION = ["--version"];

const SCRIPT = join(import.meta.dirname, "write_zip.py");
const MODES = [
  "deflated",
  "stored",
  "unseekable",
  "unseekable-stored",
  "zip64",
  "unseekable-zip64",
  "make_archive",
] as const;

export const python: readonly ProgramWriter[] = MODES.map((mode) => ({
  name: `python3, ${mode}`,
  program: "python3",
  keepsExecutable: true,
  write(folder, work) {
    const file = join(work, "out.zip");
    run("python3", [SCRIPT, mode, folder, file], work);
    return readFileSync(file);
  },
}));
