// Does an operator see over HTTP what a real server counts, a cleanup that really failed among it?
import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { ask, create, read, until, upload } from "./testing/http-steps.ts";
import { freshDataDir, served, type Served } from "./testing/served.ts";
import { skillZip } from "./testing/skill.ts";

const SETTINGS = { MAYFLY_SANDBOX: "none", MAYFLY_SWEEP_INTERVAL: "1s" };
const data = freshDataDir();
let server: Served | null = null;
afterEach(async () => {
  await server?.end();
  data.remove();
});

/** What Prometheus reads, by series; zeros left out. */
async function metrics({ url }: Served): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith("mayfly_"));
  const series = lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))] as const);
  return Object.fromEntries(series.filter(([, value]) => value !== 0));
}

/** The metrics as soon as `series` is at least `value`. */
async function untilCounted(from: Served, series: string, value: number): Promise<Readonly<Record<string, number>>> {
  for (;;) {
    const seen = await metrics(from);
    if ((seen[series] ?? 0) >= value) return seen;
    await sleep(50);
  }
}

const CLEANUPS = 'mayfly_cleanups_failed_total{at="end"}';
const REMOVED = 'mayfly_swept_total{what="removed"}';

test("a cleanup that the system refuses is on the run, in the log and counted once, and so is what the sweep does later", async () => {
  server = await served(data.path, SETTINGS);
  const { url, log } = server;
  const program = "await new Promise((again) => setTimeout(again, 600_000));";
  const id = String((await create(url)).body["request_id"]);
  expect((await upload(url, id, skillZip("late", { program }))).status).toBe(200);
  await until(url, id, "running");
  // What is removed moves into the trash first; where that leads nowhere, nobody can, not even root.
  const trash = join(data.path, "tmp", "trash");
  rmSync(trash, { recursive: true, force: true });
  symlinkSync("nowhere", trash);

  expect((await ask(`${url}/v1/temp-skill-runs/${id}/cancel`, { method: "POST" })).status).toBe(202);
  expect(await until(url, id)).toMatchObject({
    status: "canceled",
    warnings: [{ code: "RUN_CLEANUP_FAILED" }],
    temporary_files: { state: "removal_failed", receipt: { action: "removal_failed", files: 0 } },
  });
  expect(readdirSync(join(data.path, "tmp"))).toContain(id);
  expect(log.filter(({ run, msg }) => run === id && /temporary files could not be removed/.test(String(msg)))).toEqual([
    expect.objectContaining({ message: expect.stringMatching(/Cannot remove a workspace: E/) }),
  ]);
  const ENDED = 'mayfly_runs_ended_total{kind="temporary",status="canceled"}';
  const failing = await untilCounted(server, "mayfly_sweep_failures_total", 2);
  expect(failing).toMatchObject({ [CLEANUPS]: 1, [ENDED]: 1, 'mayfly_runs_created_total{kind="temporary"}': 1 });
  expect(failing).not.toHaveProperty([REMOVED]);

  rmSync(trash);
  mkdirSync(trash);
  expect(await untilCounted(server, REMOVED, 1)).toMatchObject({ [CLEANUPS]: 1, [ENDED]: 1, [REMOVED]: 1 });
  expect((await read(url, id)).body).toMatchObject({
    warnings: [{ code: "RUN_CLEANUP_FAILED" }],
    temporary_files: { state: "removed" },
  });
  expect(readdirSync(join(data.path, "tmp"))).toEqual(["trash"]);
});

test("whoever has no key is told no number", async () => {
  server = await served(data.path, { ...SETTINGS, MAYFLY_API_KEY: "the-key-of-the-house" });
  const told = (headers: HeadersInit = {}): Promise<Response> => fetch(`${server?.url}/metrics`, { headers });
  expect((await told()).status).toBe(401);
  expect((await told({ authorization: "Bearer another" })).status).toBe(401);
  const answer = await told({ authorization: "Bearer the-key-of-the-house" });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const text = await answer.text();
  expect(text).toContain("\nmayfly_active_work 0\n");
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
});
