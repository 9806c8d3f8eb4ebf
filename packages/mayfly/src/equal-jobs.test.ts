// Do equal jobs that come at once run once, on a real server, whatever becomes of the one that runs? (req C4)
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, create, read, until, type Json } from "./testing/http-steps.ts";
import { freshDataDir, served, type Served } from "./testing/served.ts";
import { writeSkill } from "./testing/write-skill.ts";

const JOBS = "/v1/jobs";

/**
 * Leaves a line in the folder that it is given each time it really runs; waits there until `open` is; the first ends
 * badly where `fail-first` is. So it can tell how often it ran, it runs without a wall.
 */
const PROGRAM = `
const { place } = job.parameter;
const here = (name) => path.join(place, name);
fs.appendFileSync(here("executions"), "executed\\n");
const first = fs.readFileSync(here("executions"), "utf8").split("\\n").length === 2;
while (!fs.existsSync(here("open"))) await new Promise((resolve) => setTimeout(resolve, 20));
if (first && fs.existsSync(here("fail-first"))) process.exit(3);
fs.writeFileSync(path.join(job.artifacts_dir, "note.txt"), crypto.randomUUID());
finish({ by: crypto.randomUUID() });`;

const data = freshDataDir();
let server: Served;
beforeAll(async () => {
  writeSkill(join(data.path, "skills"), "tally", { program: PROGRAM });
  // A queue that is soon full: whoever follows must need no place in it.
  server = await served(data.path, { MAYFLY_SANDBOX: "none", MAYFLY_MAX_QUEUED: "4" });
});
afterAll(async () => {
  expect(await server.end()).toBe(0);
  data.remove();
});

/** A folder of its own for one kind of job; closed until `open()`. */
function aPlace(name: string): { readonly path: string; executions(): number; open(): void; failFirst(): void } {
  const path = join(data.path, "places", name);
  mkdirSync(path, { recursive: true });
  const file = join(path, "executions");
  return {
    path,
    executions: () => (existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0),
    open: () => writeFileSync(join(path, "open"), ""),
    failFirst: () => writeFileSync(join(path, "fail-first"), ""),
  };
}

async function aJob(place: { readonly path: string }): Promise<string> {
  const { status, body } = await create(server.url, { skill_id: "tally", parameter: { place: place.path } }, JOBS);
  expect(status, JSON.stringify(body)).toBe(200);
  return String(body["request_id"]);
}

const jobs = (count: number, place: { readonly path: string }): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => aJob(place)));
/** Asks for one after the other: hundreds of clients that ask all the time would keep the server from its work. */
async function ends(ids: readonly string[]): Promise<Json[]> {
  const ended: Json[] = [];
  for (const id of ids) ended.push(await until(server.url, id, undefined, JOBS));
  return ended;
}

const cancel = (id: string) => ask(`${server.url}${JOBS}/${id}/cancel`, { method: "POST" });

/** What a client gets to see of the outputs of a job. */
async function outputsOf(id: string): Promise<string> {
  const { body } = await read(server.url, id, "/result", JOBS);
  const note = await (await fetch(`${server.url}${JOBS}/${id}/artifacts/note.txt`)).text();
  return JSON.stringify([body["result"], note]);
}

async function outputsOfAll(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const id of ids) seen.add(await outputsOf(id));
  return seen;
}

/** One that runs and waits, and `count` that follow it. */
async function leaderAndFollowers(place: ReturnType<typeof aPlace>, count: number): Promise<[string, string[]]> {
  const leader = await aJob(place);
  while (place.executions() === 0) await sleep(20);
  const followers = await jobs(count, place);
  for (const id of followers) {
    const { body } = await read(server.url, id, "", JOBS);
    expect(body).toMatchObject({ status: "queued", phase: "following", cache_hit: null });
  }
  return [leader, followers];
}

/** How many had to run, and how many were answered by one that did. */
function countsOf(statuses: readonly Json[]): { readonly ran: number; readonly hits: number } {
  const hits = statuses.filter((each) => each["cache_hit"] === true).length;
  return { ran: statuses.filter((each) => each["cache_hit"] === false).length, hits };
}

describe("equal jobs", () => {
  test("200 at once are executed once, and all succeed with the same outputs", async () => {
    const place = aPlace("many");
    place.open();
    const ids = await jobs(200, place);
    const ended = await ends(ids);
    expect(ended.filter(({ status }) => status === "succeeded")).toHaveLength(200);
    expect(place.executions()).toBe(1);
    expect(countsOf(ended)).toEqual({ ran: 1, hits: 199 });
    expect((await outputsOfAll(ids)).size).toBe(1);
  }, 180_000);

  test.each(["is canceled", "fails"])("of which the one that runs %s are led by another", async (fate) => {
    const place = aPlace(fate);
    if (fate === "fails") place.failFirst();
    const [leader, followers] = await leaderAndFollowers(place, 6);
    if (fate === "is canceled") {
      expect((await cancel(leader)).status).toBe(202);
      expect((await until(server.url, leader, undefined, JOBS))["status"]).toBe("canceled");
      while (place.executions() === 1) await sleep(20);
    }
    place.open();
    expect((await until(server.url, leader, undefined, JOBS))["status"]).toBe(fate === "fails" ? "failed" : "canceled");
    const ended = await ends(followers);
    expect(ended.map(({ status }) => status)).toEqual(followers.map(() => "succeeded"));
    expect(countsOf(ended)).toEqual({ ran: 1, hits: 5 });
    expect(place.executions()).toBe(2);
    expect((await outputsOfAll(followers)).size).toBe(1);
  });

  test("of which a follower is canceled go on without it", async () => {
    const place = aPlace("left");
    const [leader, [first = "", ...others]] = await leaderAndFollowers(place, 4);
    expect((await cancel(first)).status).toBe(202);
    expect(await until(server.url, first, undefined, JOBS)).toMatchObject({ status: "canceled" });
    for (const id of others) {
      expect((await read(server.url, id, "", JOBS)).body).toMatchObject({ phase: "following" });
    }
    expect((await read(server.url, leader, "", JOBS)).body).toMatchObject({ status: "running" });
    place.open();
    const ended = await ends([leader, ...others]);
    expect(ended.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded", "succeeded"]);
    expect(place.executions()).toBe(1);
    expect((await outputsOfAll([leader, ...others])).size).toBe(1);
  });

  test("leave one set of outputs, which goes with the last that points to it", async () => {
    const place = aPlace("leaving");
    place.open();
    const ids = await jobs(3, place);
    await ends(ids);
    const [, second = "", third = ""] = ids;
    const outputs = await outputsOf(second);
    for (const id of ids.slice(0, 2)) {
      expect((await fetch(`${server.url}${JOBS}/${id}`, { method: "DELETE" })).status).toBe(204);
    }
    expect(await outputsOf(third)).toBe(outputs);
    rmSync(place.path, { recursive: true });
  });
});
