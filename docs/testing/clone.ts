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
  /** Runs the page's blocks one after the other and gives what each printed. Fails when any of them does. */
  follow(page: string, how?: Following): string[];
  /** Ends what was started and removes the folder. */
  remove(): Promise<void>;
}

export interface Following {
  /** What comes before the first block. */
  readonly before?: string;
  /** What stands behind the fence of the blocks that are meant; `sh` when nothing else is said. */
  readonly fence?: string;
  /** The server that takes the place of the one in the pages. */
  readonly url?: string;
}

/** With a server, whose address takes the place of the one in the pages. */
export async function aClone(): Promise<Clone> {
  const path = linkedFolder();
  const server = await served(join(path, "data"));
  return {
    path,
    follow: (page, how) => follow(path, page, { url: server.url, ...how }),
    async remove() {
      await server.end();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Without a server. */
export function aQuietClone(): Clone {
  const path = linkedFolder();
  return {
    path,
    follow: (page, how) => follow(path, page, how),
    remove: async () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A folder that has what the clone has; what a page writes does not land in the clone itself. */
function linkedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mayfly-pages-"));
  for (const name of readdirSync(ROOT)) if (name !== "data") symlinkSync(join(ROOT, name), join(folder, name));
  return folder;
}

const PAGES_URL = "http://127.0.0.1:8460";

/** The program is started without pnpm, which would first look whether everything is installed. */
const PROGRAM = `"${process.execPath}" --conditions=@mayfly/source packages/mayfly/src/main.ts`;

function follow(
  folder: string,
  page: string,
  { before = "", fence = "sh", url = PAGES_URL }: Following = {},
): string[] {
  const text = readFileSync(join(ROOT, "docs", page), "utf8");
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${fence}\\n(.*?)^\`\`\`$`, "gms"))].map(
    ([, block = ""]) => block,
  );
  const script = [before, "set -eu", ...blocks, ""]
    .join("\necho '--- next'\n")
    .replaceAll("npx --yes pnpm@12.21.0 -s mayfly", PROGRAM)
    .replaceAll(PAGES_URL, url);
  const done = spawnSync("bash", ["-c", script], { cwd: folder, encoding: "utf8", timeout: 240_000 });
  expect(done.stderr).toBe("");
  expect(done.status).toBe(0);
  return done.stdout.split("--- next\n").slice(2);
}

/** Whether the pages can be followed here; says so where they can not. */
export function hasCurl(): boolean {
  const found = spawnSync("curl", ["--version"]).status === 0;
  if (!found) console.log("skipped because curl is not installed");
  return found;
}
