// What does an operator do with the cache? Real processes, over a real data folder.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFileRunOutputs, openDataFolder } from "@mayfly/adapter-fs";
import { acquireDataLock, openSqliteRecords } from "@mayfly/adapter-sqlite";
import type { RunSkill } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const MAIN = join(import.meta.dirname, "main.ts");
const folder = mkdtempSync(join(tmpdir(), "mayfly-cache-"));
const data = join(folder, "data");
const run = memoryIds.runId();
afterAll(() => rmSync(folder, { recursive: true }));

function mayfly(...args: readonly string[]) {
  const env = { PATH: process.env["PATH"] ?? "", TMPDIR: folder };
  const all = ["--conditions=@mayfly/source", MAIN, ...args, "--data", data];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { env, encoding: "utf8", timeout: 60_000 });
  return { status, stdout, stderr };
}

beforeAll(async () => {
  (await openDataFolder(data))._unsafeUnwrap();
  (await createFileRunOutputs(data).seal(run, { status: "success" }, []))._unsafeUnwrap();
  const { cache, close } = (await openSqliteRecords(data))._unsafeUnwrap();
  const entry = {
    key: "a5",
    owner: "",
    outputs: run,
    skill: {} as RunSkill,
    createdAt: 1,
    expiresAt: 2,
    hits: 3,
    bytes: 21,
  };
  (await cache.write(entry))._unsafeUnwrap();
  close();
});

describe("mayfly cache", () => {
  test("tells what the cache holds, also while a server has the data folder", () => {
    expect(mayfly("cache", "stats")).toEqual({ status: 0, stdout: "1 entry, 21 B, 3 hits\n", stderr: "" });
    const lock = acquireDataLock(data)._unsafeUnwrap();
    const told = mayfly("cache", "stats", "--json");
    lock.release();
    expect(told).toEqual({ status: 0, stdout: '{"entries":1,"hits":3,"bytes":21}\n', stderr: "" });
  });

  test("empties nothing while a server has the data folder", () => {
    const lock = acquireDataLock(data)._unsafeUnwrap();
    const { status, stdout, stderr } = mayfly("cache", "clear");
    lock.release();
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(String(process.pid));
    expect(mayfly("cache", "stats").stdout).toContain("1 entry");
  });

  test("empties the cache, and the outputs that nobody points to go with it", () => {
    const shards = () => readdirSync(join(data, "runs")).flatMap((shard) => readdirSync(join(data, "runs", shard)));
    expect(shards()).toEqual([run]);
    expect(mayfly("cache", "clear").stdout).toMatch(/^1 entry gone, and with them 2 files, \d+ B\n$/);
    expect(shards()).toEqual([]);
    expect(mayfly("cache", "stats").stdout).toBe("0 entries, 0 B, 0 hits\n");
  });

  test("makes no data folder where there is none", () => {
    const nowhere = join(folder, "nowhere");
    for (const command of ["stats", "clear"]) {
      const { status, stderr } = spawnSync(
        process.execPath,
        ["--conditions=@mayfly/source", MAIN, "cache", command, "--data", nowhere],
        { encoding: "utf8" },
      );
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: `mayfly: There is no data of a server in ${nowhere}.\n`,
      });
    }
    expect(existsSync(nowhere)).toBe(false);
  });
});
