// What do programs find in an archive that can only extract it?
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashOf } from "./archive-reader.ts";
import type { Answer, ArchiveFile, ArchiveReader, Listing } from "./archive-reader.ts";
import { runProgram, versionOf } from "./run-program.ts";
import type { ProgramCall } from "./run-program.ts";

/** What unzip says when there is nothing in an archive, and calls a failure. */
const EMPTY = /zipfile is empty/;

export const unzip = extracting("Info-ZIP unzip", ["unzip"], ["-v"], (program, path, folder) => ({
  program,
  args: ["-qq", "-o", path, "-d", folder],
}));

export const bsdtar = extracting("bsdtar", ["bsdtar"], ["--version"], (program, path, folder) => ({
  program,
  args: ["-x", "-f", path, "-C", folder],
}));

/** It cannot go to the directory at the end, so it reads the archive from the front. */
export const bsdtarFromPipe = extracting("bsdtar from a pipe", ["bsdtar"], ["--version"], (program, path, folder) => ({
  program,
  args: ["-x", "-f", "-", "-C", folder],
  input: readFileSync(path),
}));

export const sevenZip = extracting("7-Zip", ["7zz", "7z", "7za"], [], (program, path, folder) => ({
  program,
  args: ["x", "-y", "-bso0", "-bsp0", `-o${folder}`, path],
}));

function extracting(
  name: string,
  programs: readonly string[],
  askVersion: readonly string[],
  call: (program: string, path: string, folder: string) => ProgramCall,
): ArchiveReader {
  async function installed(): Promise<{ program: string; version: string } | null> {
    for (const program of programs) {
      const version = await versionOf(program, ...askVersion);
      if (version !== null) return { program, version };
    }
    return null;
  }
  return {
    name,
    version: async () => (await installed())?.version ?? null,
    async read(archives) {
      const found = await installed();
      const answers = new Map<string, Answer>();
      if (found === null) return answers;
      for (const archive of archives) answers.set(archive.name, await extract(archive, found.program, call));
      return answers;
    },
  };
}

async function extract(
  { path }: ArchiveFile,
  program: string,
  call: (program: string, path: string, folder: string) => ProgramCall,
): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "archive-reader-"));
  try {
    const { exitCode, stdout, stderr } = await runProgram(call(program, path, folder));
    const words = `${stdout} ${stderr}`;
    // Also where it failed: this makes what it left removable.
    const listing = listingOf(folder);
    if (exitCode !== 0 && !EMPTY.test(words)) return { refused: words.replaceAll(/\s+/g, " ").trim() };
    return listing;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Names are bytes here, since some programs write such as are no text. */
function listingOf(root: string): Listing {
  const files = new Map<string, string>();
  const folders: string[] = [];
  function walk(folder: Buffer, prefix: string): void {
    // Some programs keep modes under which nobody may look.
    chmodSync(folder, 0o700);
    for (const entry of readdirSync(folder, { withFileTypes: true, encoding: "buffer" })) {
      const place = Buffer.concat([folder, Buffer.from("/"), entry.name]);
      const path = prefix + entry.name.toString("utf8");
      if (entry.isDirectory()) {
        folders.push(path);
        walk(place, `${path}/`);
      } else if (entry.isFile()) {
        chmodSync(place, 0o600);
        files.set(path, hashOf(readFileSync(place)));
      } else {
        files.set(path, "neither a file nor a folder");
      }
    }
  }
  walk(Buffer.from(root), "");
  return { files, folders };
}
