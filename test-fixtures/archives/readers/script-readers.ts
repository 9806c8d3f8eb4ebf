// What do the zip libraries of other languages find in archives?
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashOf } from "./archive-reader.ts";
import type { Answer, ArchiveFile, ArchiveReader } from "./archive-reader.ts";
import { runProgram, versionOf } from "./run-program.ts";
import type { ProgramCall } from "./run-program.ts";

/** What a script prints about each archive, as JSON in one line. */
interface Line {
  readonly name: string;
  /** Contents in base64, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
  readonly refused?: string;
}

function script(file: string): string {
  return join(import.meta.dirname, file);
}

export const pythonZipfile: ArchiveReader = {
  name: "Python zipfile",
  version: () => versionOf("python3", "--version"),
  read: (archives) => readByScript(archives, { program: "python3", args: [script("read-zip.py")] }),
};

export const javaZipFile: ArchiveReader = {
  name: "Java ZipFile",
  version: () => versionOf("java", "-version"),
  read: (archives) => readByJava(archives, "ZipFile"),
};

/** It reads from the front, and never looks at the directory at the end. */
export const javaZipInputStream: ArchiveReader = {
  name: "Java ZipInputStream",
  version: () => versionOf("java", "-version"),
  read: (archives) => readByJava(archives, "ZipInputStream"),
};

export const goArchiveZip: ArchiveReader = {
  name: "Go archive/zip",
  version: () => versionOf("go", "version"),
  async read(archives) {
    const cache = mkdtempSync(join(tmpdir(), "archive-reader-go-"));
    try {
      return await readByScript(archives, {
        program: "go",
        args: ["run", "-gcflags=all=-N -l", "-ldflags=-s -w", script("read-zip.go")],
        environment: { GOTOOLCHAIN: "local", GOCACHE: cache, GOPROXY: "off" },
      });
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  },
};

function readByJava(archives: readonly ArchiveFile[], reader: string): Promise<ReadonlyMap<string, Answer>> {
  return readByScript(archives, { program: "java", args: ["-XX:TieredStopAtLevel=1", script("ReadZip.java"), reader] });
}

/** The script is given a name and a path in each line of its standard input, with a tab between. */
async function readByScript(archives: readonly ArchiveFile[], call: ProgramCall): Promise<ReadonlyMap<string, Answer>> {
  const input = archives.map(({ name, path }) => `${name}\t${path}\n`).join("");
  const { exitCode, stdout, stderr } = await runProgram({ ...call, input });
  if (exitCode !== 0) throw new Error(`Cannot ask ${call.program}: ${stderr}`);
  const lines = stdout.split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => JSON.parse(line) as Line).map((line) => [line.name, answerOf(line)]));
}

function answerOf({ files = {}, folders = [], refused }: Line): Answer {
  if (refused !== undefined) return { refused };
  const hashes = Object.entries(files).map(
    ([name, content]) => [name, hashOf(Buffer.from(content, "base64"))] as const,
  );
  return { files: new Map(hashes), folders };
}
