// Where are a page's commands run? In a folder that looks like the clone, beside a server of its own.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { served } from "../../packages/mayfly/src/testing/served.ts";

const ROOT = join(import.meta.dirname, "../..");

export interface Clone {
  /** Runs the page's `sh` blocks one after the other and gives what each printed. Fails when any of them does. */
  follow(page: string, before?: string): string[];
  /** Ends the server and removes the folder. */
  remove(): Promise<void>;
}

export async function aClone(): Promise<Clone> {
  const folder = mkdtempSync(join(tmpdir(), "mayfly-pages-"));
  // What a page writes does not land in the clone itself.
  for (const name of readdirSync(ROOT)) if (name !== "data") symlinkSync(join(ROOT, name), join(folder, name));
  const server = await served(join(folder, "data"));
  return {
    follow(page, before = "") {
      const text = readFileSync(join(ROOT, "docs", page), "utf8");
      const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
      const script = ["set -eu", ...blocks, ""].join("\necho '--- next'\n");
      const done = spawnSync("bash", ["-c", `${before}\n${script}`.replaceAll("http://127.0.0.1:8460", server.url)], {
        cwd: folder,
        encoding: "utf8",
        timeout: 60_000,
      });
      expect(done.stderr).toBe("");
      expect(done.status).toBe(0);
      return done.stdout.split("--- next\n").slice(1);
    },
    async remove() {
      await server.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether the pages can be followed here; says so where they can not. */
export function hasCurl(): boolean {
  const found = spawnSync("curl", ["--version"]).status === 0;
  if (!found) console.log("skipped because curl is not installed");
  return found;
}
