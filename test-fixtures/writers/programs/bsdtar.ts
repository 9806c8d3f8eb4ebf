// How does bsdtar write archives?
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./program.ts";
import type { ProgramWriter } from "./program.ts";

export const BSDTAR_VERSION = ["--version"];

export const bsdtar: readonly ProgramWriter[] = [
  { ...toFile("a folder", [], () => ["."]), notes: ["ARCHIVE_DOT_SEGMENT_DROPPED"] },
  toFile("names", [], (folder) => readdirSync(folder)),
  toFile("stored", ["--options", "zip:compression=store"], (folder) => readdirSync(folder)),
  {
    ...toFile("forced to zip64", ["--options", "zip:zip64"], (folder) => readdirSync(folder)),
    notes: ["ARCHIVE_DESCRIPTOR_FORM"],
  },
  toFile("without zip64", ["--options", "zip:!zip64"], (folder) => readdirSync(folder)),
  {
    ...writer("to a pipe", (folder) => run("bsdtar", ["-L", "--format", "zip", "-cf", "-", "."], folder)),
    notes: ["ARCHIVE_DOT_SEGMENT_DROPPED", "ARCHIVE_PADDING_DROPPED"],
  },
];

function writer(mode: string, write: ProgramWriter["write"]): ProgramWriter {
  return { name: `bsdtar, ${mode}`, program: "bsdtar", keepsExecutable: true, write };
}

/** `-L` follows links. */
function toFile(
  mode: string,
  options: readonly string[],
  operands: (folder: string) => readonly string[],
): ProgramWriter {
  return writer(mode, (folder, work) => {
    const file = join(work, "out.zip");
    run("bsdtar", ["-L", "-a", ...options, "-cf", file, ...operands(folder)], folder);
    return readFileSync(file);
  });
}
