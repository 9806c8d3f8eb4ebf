// Does a server that is asked to stop end in order, whenever it is asked and whatever stands in the way?
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { json, text } from "node:stream/consumers";
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
import { freshDataDir, served, type Served } from "./testing/served.ts";
import { skillZip } from "./testing/skill.ts";

const LONG = skillZip("long", { program: "setTimeout(() => finish({}), 60_000);" });

/** Has a run under way that ends by itself after a minute. */
async function startLong({ url }: Served): Promise<void> {
  const { body } = await create(url);
  const id = String(body["request_id"]);
  await upload(url, id, LONG);
  await until(url, id, "running");
}

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
  await startLong(server);
  server.process.kill(first);
  while (!server.log.some(({ msg }) => msg === "stopping")) await sleep(5);
  expect(await server.end(next)).toBe(130);
  data.remove();
});

test("uploads that a stop breaks off are told so, and when to try again", { timeout: 60_000 }, async () => {
  const data = freshDataDir();
  for (let round = 0; round < 3; round += 1) {
    const server = await served(data.path);
    const ids = await Promise.all([1, 2].map(async () => String((await create(server.url)).body["request_id"])));
    const told = ids.map(async (id) => {
      const answer = await sendSlowly(`${server.url}/v1/temp-skill-runs/${id}/upload`);
      return [answer.statusCode, answer.headers["retry-after"], ((await json(answer)) as { code: string }).code];
    });
    await Promise.all(ids.map((id) => until(server.url, id, "receiving")));
    expect(await server.end()).toBe(0);
    expect(await Promise.all(told)).toEqual(ids.map(() => [503, "10", "REQUEST_UNAVAILABLE"]));
    expect(await phaseOf(data.path, ids[0] ?? "")).toBe("awaiting_upload");
  }
  data.remove();
});

/** An upload of which the beginning is sent, and then nothing; its answer. */
async function sendSlowly(url: string): Promise<IncomingMessage> {
  const headers = { "content-type": "multipart/form-data; boundary=b", "content-length": 100_000 };
  const sent = request(url, { method: "POST", headers });
  sent.write('--b\r\nContent-Disposition: form-data; name="skill_package"; filename="p.zip"\r\n\r\nPK');
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  sent.on("error", () => undefined);
  return answer;
}

test("a grace of more days than a timer can count lets a run go on to its end", { timeout: 60_000 }, async () => {
  const data = freshDataDir();
  const server = await served(data.path, { MAYFLY_SHUTDOWN_GRACE: "30d" });
  const { body } = await create(server.url);
  const id = String(body["request_id"]);
  await upload(server.url, id, skillZip("short", { program: "setTimeout(() => finish({}), 1000);" }));
  await until(server.url, id, "running");
  expect(await server.end()).toBe(0);
  expect(await phaseOf(data.path, id)).toBe("succeeded");
  data.remove();
});

test(
  "a connection that outlives the beginning of a stop is closed with its next answer",
  { timeout: 60_000 },
  async () => {
    const data = freshDataDir();
    const server = await served(data.path);
    await startLong(server);
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n");
    await sleep(200);
    server.process.kill("SIGTERM");
    while (!server.log.some(({ msg }) => msg === "stopping")) await sleep(5);
    await sleep(50);
    socket.write("\r\n");
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\nConnection: close\r\n/);
    expect(await server.end("SIGINT")).toBe(130);
    data.remove();
  },
);

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
