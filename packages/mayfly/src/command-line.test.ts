// What does a person meet on the command line? Real processes, from the source.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VERSION } from "./version.ts";

const MAIN = join(import.meta.dirname, "main.ts");
const folder = mkdtempSync(join(tmpdir(), "mayfly-command-line-"));
afterAll(() => rmSync(folder, { recursive: true }));

function mayfly(args: readonly string[], variables: Record<string, string> = {}) {
  const env = { PATH: process.env["PATH"] ?? "", TMPDIR: folder, ...variables };
  return spawnSync(process.execPath, ["--conditions=@mayfly/source", MAIN, ...args], {
    env,
    encoding: "utf8",
    timeout: 60_000,
  });
}

describe("mayfly", () => {
  test("tells its version", () => {
    expect(mayfly(["--version"])).toMatchObject({ status: 0, stdout: `${VERSION}\n`, stderr: "" });
  });

  test("teaches with --help", () => {
    const { status, stdout } = mayfly(["--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain("serve");
    expect(stdout).toContain("demo");
  });

  test("lists every setting with `serve --help`", () => {
    expect(mayfly(["serve", "--help"]).stdout).toMatch(/MAYFLY_MAX_PACKAGE_BYTES +20MiB/);
  });

  test.each([
    [["fly"], "mayfly"],
    [["serve", "--prot", "1"], "mayfly serve"],
    [["demo", "more"], "mayfly demo"],
    [["validate"], "mayfly validate"],
    [["skill", "show"], "mayfly skill show"],
  ])("answers %j with a hint and exit code 2", (args, command) => {
    const { status, stderr, stdout } = mayfly(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/error: /);
    expect(stderr).toContain(`\n(see \`${command} --help\`)\n`);
    expect(stdout).toBe("");
  });

  test("stops with one sentence a wrong setting", () => {
    const { status, stderr } = mayfly(["serve"], { MAYFLY_PORT: "eighty" });
    expect(stderr).toBe('mayfly: MAYFLY_PORT is "eighty"; it must be a whole number from 0 to 65535.\n');
    expect(status).toBe(2);
  });
});

describe("mayfly demo", () => {
  beforeAll(() => {
    const made = spawnSync(process.execPath, [join(import.meta.dirname, "../../../tools/demo-assets.ts")], {
      encoding: "utf8",
    });
    expect(made).toMatchObject({ status: 0, stderr: "" });
  });

  test.each([
    ["is interrupted", (demo: ChildProcess) => demo.kill("SIGINT")],
    ["has nobody left to write to", (demo: ChildProcess) => demo.stdout?.destroy()],
  ] as const)("leaves nothing when it %s", async (_, leave) => {
    const env = { PATH: process.env["PATH"] ?? "", TMPDIR: folder };
    const child = spawn(process.execPath, ["--conditions=@mayfly/source", MAIN, "demo"], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let complaints = "";
    child.stderr.on("data", (text) => (complaints += String(text)));
    for await (const text of child.stdout.iterator({ destroyOnReturn: false }))
      if (String(text).includes("created")) break;
    leave(child);
    child.stdout.resume();
    const [code] = (await once(child, "exit")) as [number | null];
    expect({ code, complaints, left: readdirSync(folder) }).toEqual({ code: 130, complaints: "", left: [] });
  });

  test("shows a run from upload to receipt, in plain text where nobody looks on, and leaves nothing", () => {
    const { status, stdout, stderr } = mayfly(["demo"], { MAYFLY_API_KEY: "an operator's" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    for (const expected of [
      "created",
      "uploaded",
      "succeeded",
      "artifacts/report.md",
      "removed, because the run succeeded",
    ]) {
      expect(stdout).toContain(expected);
    }
    expect(stdout).toMatch(/under tmp\/ +nothing/);
    expect(stdout).not.toContain("\u001B");
    expect(readdirSync(folder)).toEqual([]);
  });
});
