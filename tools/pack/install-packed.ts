// How do the packages look to someone who installs them?
import { execFile } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../run/tool.ts";

const run = promisify(execFile);
const PNPM = "pnpm@12.21.0";
const SHELL = process.platform === "win32";

/** Builds and packs every package, and installs the tarballs into `folder`, which becomes an npm project of its own. */
export async function installPacked(folder: string): Promise<void> {
  await run(process.execPath, ["tools/build.ts"], { cwd: ROOT });
  const tarballs = join(folder, "tarballs");
  await mkdir(tarballs, { recursive: true });
  const pack = ["--yes", PNPM, "--recursive", "--filter", "./packages/*", "pack", "--pack-destination", tarballs];
  await run("npx", pack, { cwd: ROOT, shell: SHELL });
  const project = join(folder, "project");
  await mkdir(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "elsewhere", private: true, type: "module" }));
  const files = readdirSync(tarballs).map((each) => join(tarballs, each));
  await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", ...files], {
    cwd: project,
    shell: SHELL,
  });
}
