// Does the tutorial work as it is written? Its commands are run one after the other, with curl, against a real server.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const PAGE = readFileSync(join(import.meta.dirname, "first-run.md"), "utf8");
const commands = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
if (!hasCurl) console.log("skipped because curl is not installed");

/** A folder that looks like the clone, so that what the tutorial writes does not land in it. */
let folder: string;
let server: ChildProcess;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mayfly-tutorial-"));
  for (const name of readdirSync(ROOT)) if (name !== "data") symlinkSync(join(ROOT, name), join(folder, name));
  const main = join(ROOT, "packages/mayfly/src/main.ts");
  const env = { PATH: process.env["PATH"] ?? "", MAYFLY_PORT: "0", MAYFLY_DATA_DIR: join(folder, "data") };
  server = spawn(process.execPath, ["--conditions=@mayfly/source", main, "serve"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  url = await listening(server);
});

afterAll(async () => {
  if (server.exitCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!hasCurl)("the first run", () => {
  test("goes as the tutorial says, from create to delete", () => {
    const script = ["set -eu", ...commands, ""].join("\necho '--- next'\n").replaceAll("http://127.0.0.1:8460", url);
    const done = spawnSync("bash", ["-c", script], { cwd: folder, encoding: "utf8", timeout: 60_000 });
    expect(done.stderr).toBe("");
    expect(done.status).toBe(0);
    const [, prepared, created, , uploaded, watched, taken, left, refused, deleted] = done.stdout.split("--- next\n");
    expect(prepared).toContain("csv-profile.zip");
    expect(created).toContain('"status":"queued"');
    expect(uploaded).toMatch(/"extracted_files":\d+/);
    expect(watched).toContain('"status":"succeeded"');
    expect(watched).toContain('"action":"removed"');
    expect(taken).toContain('"status":"success"');
    expect(taken).toContain("Wildlife strikes");
    expect(left).not.toContain("data/tmp");
    expect(left).toMatch(/data\/runs\/[0-9a-f]{2}\/\w+\/result\.json/);
    expect(refused).toContain('"code":"ARCHIVE_');
    expect(deleted?.trim()).toBe("204");
  });
});

/** The address that the server says it listens on. */
async function listening(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("the server has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as { url?: string };
    if (said.url !== undefined) {
      child.stdout.resume();
      return said.url;
    }
  }
  throw new Error("the server ended before it listened");
}
