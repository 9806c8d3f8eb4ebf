// What does a person meet on the command line? Real processes, from the source.
import { spawn, spawnSync, type ChildProcess, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { acquireDataLock } from "@mayfly/adapter-sqlite";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { VERSION } from "./version.ts";

/** A user without powers, as most systems number it. */
const NOBODY = 65_534;
const MAIN = join(import.meta.dirname, "main.ts");
const folder = mkdtempSync(join(tmpdir(), "mayfly-command-line-"));
afterAll(() => rmSync(folder, { recursive: true }));

function mayfly(args: readonly string[], variables: Record<string, string> = {}, user: { uid?: number } = {}) {
  const env = { PATH: process.env["PATH"] ?? "", TMPDIR: folder, ...variables };
  return spawnSync(process.execPath, ["--conditions=@mayfly/source", MAIN, ...args], {
    ...user,
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

  afterEach(() => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  });

  const started = (): ChildProcessByStdio<null, Readable, Readable> =>
    spawn(process.execPath, ["--conditions=@mayfly/source", MAIN, "demo"], {
      env: { PATH: process.env["PATH"] ?? "", TMPDIR: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const atWork = async ({ stdout }: { stdout: Readable }): Promise<void> => {
    for await (const text of stdout.iterator({ destroyOnReturn: false })) if (String(text).includes("created")) return;
  };

  test.each([
    ["is interrupted", (demo: ChildProcess) => demo.kill("SIGINT")],
    ["has nobody left to write to", (demo: ChildProcess) => demo.stdout?.destroy()],
  ] as const)("leaves nothing when it %s", async (_, leave) => {
    const child = started();
    let complaints = "";
    child.stderr.on("data", (text) => (complaints += String(text)));
    await atWork(child);
    leave(child);
    child.stdout.resume();
    const [code] = (await once(child, "exit")) as [number | null];
    expect({ code, complaints, left: readdirSync(folder) }).toEqual({ code: 130, complaints: "", left: [] });
  });

  test("removes what an earlier one left that was killed, and nothing else", async () => {
    const killed = started();
    await atWork(killed);
    killed.kill("SIGKILL");
    await once(killed, "exit");
    const [dead = ""] = readdirSync(folder);
    const [kept, young, live] = ["mayfly-kept-demo-abcdef", "mayfly-demo-young1", "mayfly-demo-live12"];
    for (const name of [kept, young, live]) mkdirSync(join(folder, name));
    const lock = acquireDataLock(join(folder, live))._unsafeUnwrap();
    for (const name of [dead, kept, live]) utimesSync(join(folder, name), 0, 0);
    const { status, stdout, stderr } = mayfly(["demo"]);
    lock.release();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`An earlier demo was killed; its folder is gone now: ${join(folder, dead)}\n`);
    expect(readdirSync(folder).toSorted()).toEqual([live, young, kept].toSorted());
  });

  test("says what of an earlier one cannot be removed, and is shown all the same", () => {
    const [dead, forbidden] = [join(folder, "mayfly-demo-locked"), join(folder, "mayfly-demo-locked/forbidden")];
    mkdirSync(join(forbidden, "inside"), { recursive: true });
    const user = process.geteuid?.() === 0 ? { uid: NOBODY } : {};
    if (user.uid !== undefined) for (const path of [folder, dead]) chownSync(path, user.uid, user.uid);
    chmodSync(forbidden, 0);
    utimesSync(dead, 0, 0);
    const { status, stdout, stderr } = mayfly(["demo"], {}, user);
    chmodSync(forbidden, 0o700);
    expect(stdout).toMatch(/under tmp\/ +nothing/);
    expect(stderr).toMatch(/^mayfly: the folder of an earlier demo stays: EACCES: .+\n$/);
    expect({ status, left: readdirSync(folder) }).toEqual({ status: 0, left: ["mayfly-demo-locked"] });
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
