// How does git write archives?
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./program.ts";
import type { ProgramWriter } from "./program.ts";

export const GIT_VERSION = ["--version"];

const MODES: Readonly<Record<string, readonly string[]>> = {
  "to a file": ["--output"],
  "to a file, stored": ["-0", "--output"],
  "to a file, as well as it can": ["-9", "--output"],
};

export const git: readonly ProgramWriter[] = [
  ...Object.entries(MODES).map(([mode, options]) =>
    writer(mode, (repository, work) => {
      const file = join(work, "out.zip");
      archive(repository, [...options, file]);
      return readFileSync(file);
    }),
  ),
  writer("to a pipe", (repository) => archive(repository, [])),
];

function archive(repository: string, options: readonly string[]): Uint8Array {
  return run("git", ["archive", "--format=zip", ...options, "HEAD"], repository, ALONE);
}

/** Whatever is configured on this machine stays out of it. */
const ALONE = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "nobody",
  GIT_AUTHOR_EMAIL: "nobody@example.org",
  GIT_COMMITTER_NAME: "nobody",
  GIT_COMMITTER_EMAIL: "nobody@example.org",
};

function writer(mode: string, write: ProgramWriter["write"]): ProgramWriter {
  return {
    name: `git archive, ${mode}`,
    program: "git",
    keepsExecutable: true,
    write(folder, work) {
      const repository = join(work, "repository");
      copyFiles(folder, repository);
      run("git", ["init", "-q"], repository, ALONE);
      run("git", ["add", "--all", "--force"], repository, ALONE);
      run("git", ["commit", "-q", "-m", "one tree"], repository, ALONE);
      return write(repository, work);
    },
  };
}

/** A link would stay one in git, so what it leads to is copied. */
function copyFiles(from: string, to: string): void {
  for (const path of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    if (!statSync(join(from, path)).isFile()) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    copyFileSync(join(from, path), join(to, path));
  }
}
