// How do Java's jar tool and its ZipOutputStream write archives?
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./program.ts";
import type { ProgramWriter } from "./program.ts";

export const JAVA_VERSION = ["-version"];
export const JAR_VERSION = ["--version"];

const SOURCE = join(import.meta.dirname, "WriteZip.java");

export const java: readonly ProgramWriter[] = ["deflated", "stored"].map((mode) => ({
  name: `java, ZipOutputStream, ${mode}`,
  program: "java",
  keepsExecutable: false,
  write(folder, work) {
    const file = join(work, "out.zip");
    run("java", [SOURCE, mode, folder, file], work);
    return readFileSync(file);
  },
}));

export const jar: readonly ProgramWriter[] = [jarWriter("deflated", []), jarWriter("stored", ["--no-compress"])];

function jarWriter(mode: string, options: readonly string[]): ProgramWriter {
  return {
    name: `jar, ${mode}`,
    program: "jar",
    keepsExecutable: false,
    write(folder, work) {
      const file = join(work, "out.jar");
      // Without its manifest, which is no part of the folder.
      run("jar", ["--create", "--no-manifest", ...options, "--file", file, "-C", folder, "."], work);
      return readFileSync(file);
    },
  };
}
