// Where are a page's commands run? In a folder that looks like the clone, beside a server of its own.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { served } from "../../packages/mayfly/src/testing/served.ts";

const ROOT = join(import.meta.dirname, "../..");

export interface Clone {
  readonly path: string;
  /** Runs the page's `sh` blocks one after the other and gives what each printed. Fails when any of them does. */
  follow(page: string, before?: string): string[];
  /** Ends what was started and removes the folder. */
  remove(): Promise<void>;
}

/** With a server, whose address takes the place of the one in the pages. */
export async function aClone(): Promise<Clone> {
  const path = linkedFolder();
  const server = await served(join(path, "data"));
  return {
    path,
    follow: (page, before = "") =>
      follow(path, page, (script) => `${before}\n${script}`.replaceAll("http://127.0.0.1:8460", server.url)),
    async remove() {
      await server.end();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Without a server. The program is started without pnpm, which would first look whether everything is installed. */
export function aQuietClone(): Clone {
  const path = linkedFolder();
  const program = `"${process.execPath}" --conditions=@mayfly/source packages/mayfly/src/main.ts`;
  return {
    path,
    follow: (page, before = "") =>
      follow(path, page, (script) => `${before}\n${script}`.replaceAll("npx --yes pnpm@12.21.0 -s mayfly", program)),
    remove: async () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A folder that has what the clone has; what a page writes does not land in the clone itself. */
function linkedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mayfly-pages-"));
  for (const name of readdirSync(ROOT)) if (name !== "data") symlinkSync(join(ROOT, name), join(folder, name));
  return folder;
}

function follow(folder: string, page: string, prepared: (script: string) => string): string[] {
  const text = readFileSync(join(ROOT, "docs", page), "utf8");
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  const script = ["set -eu", ...blocks, ""].join("\necho '--- next'\n");
  const done = spawnSync("bash", ["-c", prepared(script)], { cwd: folder, encoding: "utf8", timeout: 60_000 });
  expect(done.stderr).toBe("");
  expect(done.status).toBe(0);
  return done.stdout.split("--- next\n").slice(1);
}

/** Whether the pages can be followed here; says so where they can not. */
export function hasCurl(): boolean {
  const found = spawnSync("curl", ["--version"]).status === 0;
  if (!found) console.log("skipped because curl is not installed");
  return found;
}
