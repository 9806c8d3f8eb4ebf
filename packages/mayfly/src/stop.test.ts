// Does a server that is asked to stop end in order, whenever it is asked and whatever stands in the way?
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { acquireDataLock, openSqliteRecords } from "@mayfly/adapter-sqlite";
import type { Log, RunId } from "@mayfly/core";
import { silentLog } from "@mayfly/core/memory";
import { expect, test } from "vitest";
import { compose } from "./compose.ts";
import { configOf } from "./config.ts";
import { runServer } from "./running-server.ts";
import { create, until, upload } from "./testing/http-steps.ts";
import { layDataFolder } from "./testing/lay-data-folder.ts";
import { freshDataDir, served } from "./testing/served.ts";
import { skillZip } from "./testing/skill.ts";

const LONG = skillZip("long", { program: "setTimeout(() => finish({}), 60_000);" });

async function phaseOf(dataDir: string, id: string): Promise<string | undefined> {
  const records = (await openSqliteRecords(dataDir))._unsafeUnwrap();
  const run = (await records.runs.find(id as RunId))._unsafeUnwrap();
  records.close();
  return run?.state.phase;
}

test("a server that is asked to stop while it starts takes no run from the queue", { timeout: 60_000 }, async () => {
  const data = freshDataDir();
  const { queued } = layDataFolder("format-3.zip", data.path);
  const main = join(import.meta.dirname, "main.ts");
  const child = spawn(process.execPath, ["--conditions=@mayfly/source", main, "serve"], {
    env: { PATH: process.env["PATH"] ?? "", MAYFLY_PORT: "0", MAYFLY_DATA_DIR: data.path },
    stdio: "ignore",
  });
  const exit = once(child, "exit");
  while (!existsSync(join(data.path, "lock.pid"))) await sleep(5);
  child.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
  expect(await phaseOf(data.path, String(queued))).toBe("queued");
  data.remove();
});

test.each([
  ["SIGTERM", "SIGINT"],
  ["SIGINT", "SIGTERM"],
  ["SIGTERM", "SIGTERM"],
] as const)("%s and then %s end a server at once that waits for its runs", { timeout: 60_000 }, async (first, next) => {
  const data = freshDataDir();
  const server = await served(data.path);
  const { body } = await create(server.url);
  const id = String(body["request_id"]);
  await upload(server.url, id, LONG);
  await until(server.url, id, "running");
  server.process.kill(first);
  while (!server.log.some(({ msg }) => msg === "stopping")) await sleep(5);
  expect(await server.end(next)).toBe(130);
  data.remove();
});

test("a number of the owner that cannot be removed makes a good end no bad one", { timeout: 60_000 }, async () => {
  const data = freshDataDir();
  const server = await served(data.path);
  const owner = join(data.path, "lock.pid");
  rmSync(owner);
  mkdirSync(owner);
  writeFileSync(join(owner, "file"), "");
  expect(await server.end()).toBe(0);
  expect(server.log.at(-1)).toMatchObject({ msg: "stopped" });
  data.remove();
});

test("a server waits for a command that has its data folder for a moment", { timeout: 60_000 }, async () => {
  const data = freshDataDir();
  const lock = acquireDataLock(data.path)._unsafeUnwrap();
  const starting = served(data.path);
  while (!existsSync(join(data.path, "tmp"))) await sleep(5);
  await sleep(100);
  lock.release();
  expect(await (await starting).end()).toBe(0);
  data.remove();
});

test("a bug in the first sweep is told, and neither ends the server nor its stop", { timeout: 60_000 }, async () => {
  const told: string[] = [];
  const log: Log = { ...silentLog, error: (message) => void told.push(message) };
  const data = freshDataDir();
  const config = configOf({ MAYFLY_PORT: "0", MAYFLY_DATA_DIR: data.path })._unsafeUnwrap();
  const composed = (await compose(config, log))._unsafeUnwrap();
  const bug = new Error("A bug.");
  const begin = () => {
    const begun = composed.begin();
    return { ...begun, sweeping: { ...begun.sweeping, now: () => Promise.reject(bug) } };
  };
  const warmSkills = () => Promise.reject(bug);
  const running = (await runServer({ ...composed, begin, warmSkills }, config, log))._unsafeUnwrap();
  expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  await running.stop();
  expect(told).toEqual([
    "the first sweep broke off because of a bug",
    "skills could not be looked at because of a bug",
  ]);
  data.remove();
});
