import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMemorySkills } from "@mayfly/core/memory";
import { A_PACKAGE, A_SKILL, A_SKILL_WITHOUT_INPUTS, AN_INPUT } from "../testing/a-package.ts";
import { aProgram, REPORT } from "../testing/a-program.ts";
import { form, postJson, problemOf } from "../testing/client.ts";
import { startService, type Service } from "../testing/start-service.ts";

const TEMPORARY = "/v1/temp-skill-runs";
const JOBS = "/v1/jobs";

let service: Service;
beforeAll(async () => {
  const skills = createMemorySkills();
  skills.put("echo", A_SKILL);
  skills.put("quiet", A_SKILL_WITHOUT_INPUTS);
  service = await startService({ program: aProgram, ports: { catalog: skills.catalog } });
});
afterAll(() => service.close());

type Json = Readonly<Record<string, unknown>>;

async function get(path: string): Promise<Response> {
  return fetch(`${service.url}${path}`);
}

async function json(answer: Response): Promise<Json> {
  expect([answer.url, answer.status]).toEqual([answer.url, 200]);
  return (await answer.json()) as Json;
}

async function endedAt(address: string): Promise<Json> {
  for (;;) {
    const status = await json(await get(address));
    if (["succeeded", "failed", "canceled"].includes(String(status["status"]))) return status;
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

/** Names and kinds of values, without the values. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shapeOf(each)]));
}

/** `value` without `cache_hit`, which only jobs have: temporary runs never use the cache. */
function withoutCache(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, each: unknown) => (name === "cache_hit" ? undefined : each)));
}

/** Everything that one run of the family answers, from create to delete. */
async function walk(base: string, create: Json, upload: FormData): Promise<Record<string, unknown>> {
  const created = await json(await postJson(`${service.url}${base}`, create));
  const address = `${base}/${String(created["request_id"])}`;
  const uploaded = await json(await fetch(`${service.url}${address}/upload`, { method: "POST", body: upload }));
  const status = await endedAt(address);
  const answers = {
    created,
    uploaded,
    status,
    result: await json(await get(`${address}/result`)),
    artifacts: await json(await get(`${address}/artifacts`)),
    logs: await json(await get(`${address}/logs`)),
    page: await json(await get(`${base}?limit=1`)),
  };
  expect(await (await get(`${address}/artifacts/report.md`)).text()).toBe(REPORT);
  expect((await get(`${address}/bundle`)).headers.get("content-type")).toBe("application/zip");
  const again = await fetch(`${service.url}${address}/cancel`, { method: "POST" });
  await problemOf(again, 409, "RUN_FINISHED");
  expect((await fetch(`${service.url}${address}`, { method: "DELETE" })).status).toBe(204);
  await problemOf(await get(address), 404, "RUN_NOT_FOUND");
  return answers;
}

describe("/v1/jobs and /v1/temp-skill-runs", () => {
  test("answer alike from create to delete, with the same outcome", async () => {
    const [temporary, job] = [
      await walk(TEMPORARY, {}, form({ skill_package: A_PACKAGE, file: AN_INPUT })),
      await walk(JOBS, { skill_id: "echo" }, form({ file: AN_INPUT })),
    ];
    expect(job).toMatchObject({
      created: { cache_hit: null },
      uploaded: { cache_hit: false },
      status: { cache_hit: false },
      page: { runs: [{ cache_hit: false }] },
    });
    expect(shapeOf(withoutCache(job))).toEqual(shapeOf(temporary));
    const outcome = ({ result, artifacts, logs }: Record<string, unknown>): unknown =>
      [result, artifacts, logs].map((answer) => ({ ...(answer as Json), request_id: null }));
    expect(outcome(job)).toEqual(outcome(temporary));
    expect(job["status"]).toMatchObject({ skill_id: "echo", status: "succeeded" });
  });

  test("do not know each other's runs", async () => {
    const created = await json(await postJson(`${service.url}${JOBS}`, { skill_id: "echo" }));
    const id = String(created["request_id"]);
    expect(await json(await get(`${JOBS}/${id}`))).toMatchObject({
      status: "queued",
      phase: "awaiting_upload",
      skill_id: "echo",
    });
    await problemOf(await get(`${TEMPORARY}/${id}`), 404, "RUN_NOT_FOUND");
  });
});

describe("POST /v1/jobs", () => {
  test("starts a skill that takes no files at once", async () => {
    const created = await json(await postJson(`${service.url}${JOBS}`, { skill_id: "quiet" }));
    expect(created["status"]).toBe("queued");
    const address = `${JOBS}/${String(created["request_id"])}`;
    expect(await endedAt(address)).toMatchObject({ status: "succeeded" });
    const late = await fetch(`${service.url}${address}/upload`, { method: "POST", body: form({ file: AN_INPUT }) });
    await problemOf(late, 409, "RUN_ALREADY_STARTED");
  });

  test("takes no package: the skill is the installed one", async () => {
    const created = await json(await postJson(`${service.url}${JOBS}`, { skill_id: "echo" }));
    const upload = `${service.url}${JOBS}/${String(created["request_id"])}/upload`;
    const refused = await fetch(upload, { method: "POST", body: form({ skill_package: A_PACKAGE }) });
    const document = await problemOf(refused, 400, "REQUEST_PART_UNKNOWN");
    expect(document.detail).toContain("`file`");
    const empty = await fetch(upload, { method: "POST", body: form({ file: AN_INPUT }) });
    expect(empty.status).toBe(200);
  });

  test.each([
    [{ skill_id: "other" }, 404, "SKILL_NOT_FOUND"],
    [{}, 400, "REQUEST_INVALID"],
    [{ skill_id: "echo", engine: "codex" }, 400, "RUN_ENGINE_UNKNOWN"],
  ])("refuses %j", async (body, status, code) => {
    await problemOf(await postJson(`${service.url}${JOBS}`, body), status, code);
  });
});
