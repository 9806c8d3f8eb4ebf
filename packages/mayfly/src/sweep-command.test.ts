// What does an operator see who sweeps a data folder by hand? Real processes, over what a dead server left.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acquireDataLock, openSqliteRecords } from "@mayfly/adapter-sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { layDataFolder } from "./testing/lay-data-folder.ts";

const MAIN = join(import.meta.dirname, "main.ts");
const STRANGER = "01jd00000000000000000strng";
const INSTALL = "01jf00000000000000000strng";
const folder = mkdtempSync(join(tmpdir(), "mayfly-sweep-"));
const data = join(folder, "data");
let ids: Readonly<Record<string, string>> = {};
beforeAll(() => {
  ids = layDataFolder("format-3.zip", data);
  mkdirSync(join(data, "tmp", STRANGER, "upload.01je00000000000000000strng"), { recursive: true });
  writeFileSync(join(data, "tmp", STRANGER, "upload.01je00000000000000000strng/package.zip"), "12345");
  mkdirSync(join(data, "tmp/installs", INSTALL, "new"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

function mayfly(...args: readonly string[]) {
  const env = { PATH: process.env["PATH"] ?? "", TMPDIR: folder };
  const all = ["--conditions=@mayfly/source", MAIN, "sweep", "--data", data, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { env, encoding: "utf8", timeout: 60_000 });
  return { status, stdout, stderr };
}

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.startsWith("mayfly.db") && !name.startsWith("lock."))
    .toSorted();
}

describe("mayfly sweep", () => {
  test("refuses while a server has the data folder", () => {
    const lock = acquireDataLock(data)._unsafeUnwrap();
    const { status, stdout, stderr } = mayfly("--dry-run");
    lock.release();
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`in use by process ${process.pid}, which takes no commands`);
  });

  test("says so where a look would have to change the data first", () => {
    const { status, stdout, stderr } = mayfly("--dry-run");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("is of an older version; start the server once, or sweep without --dry-run");
  });

  test("tells what it would do and changes nothing, then does that", async () => {
    (await openSqliteRecords(data))._unsafeUnwrap().close();
    const before = filesBelow(data);
    const dry = mayfly("--dry-run");
    expect(dry).toMatchObject({ status: 0, stderr: "" });
    expect(filesBelow(data)).toEqual(before);
    const done = mayfly();
    expect(done).toMatchObject({ status: 0, stderr: "" });

    const lines = done.stdout.split("\n");
    expect(lines).toContain(`${ids["upload_expired"]}  its upload never came: ends as failed`);
    expect(lines).toContain(`${ids["removal_failed"]}  its temporary files, kept until now: go`);
    expect(lines).toContain(`${ids["outputs_due"]}  its retention is over: goes with its outputs`);
    expect(lines).toContain(`${ids["running"]}  was left in the middle: ends, or awaits its upload again`);
    expect(lines).toContain(`${STRANGER}  temporary files that no run needs: go`);
    expect(lines).toContain(`${INSTALL}  an install that was left in the middle: ends, and what it left goes`);
    expect(dry.stdout.split("\n").slice(0, -2).toSorted()).toEqual(lines.slice(0, -2).toSorted());
    expect(dry.stdout).toMatch(/\nwould sweep {2}7 runs · 1 orphan · 1 install · \d+ files, /);
    expect(lines.at(-2)).toMatch(/^swept {2}7 runs · 1 orphan · 1 install · \d+ files, /);

    expect(readdirSync(join(data, "tmp/installs"))).toEqual([]);
    const temporary = readdirSync(join(data, "tmp")).filter((name) => name !== "trash" && name !== "installs");
    // What is retained stays, and so does what waits in the queue.
    expect(temporary.toSorted()).toEqual(["retained", "queued", "leading"].map((name) => String(ids[name])).toSorted());
    expect(mayfly()).toEqual({ status: 0, stdout: "nothing to sweep\n", stderr: "" });
    expect(mayfly("--json").stdout).toMatch(/^\{"dry_run":false,"expired":0,/);
  });

  test("says so where there is no data", () => {
    const { status, stderr } = mayfly("--data", join(folder, "nothing"));
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `mayfly: There is no data of a server in ${join(folder, "nothing")}.\n`,
    });
    expect(readdirSync(folder)).not.toContain("nothing");
  });
});
