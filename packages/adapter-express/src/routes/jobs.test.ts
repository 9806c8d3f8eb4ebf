import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMemorySkills } from "@mayfly/core/memory";
import { A_PACKAGE, A_SKILL, A_SKILL_WITHOUT_INPUTS, AN_INPUT } from "../testing/a-package.ts";
import { aProgram } from "../testing/a-program.ts";
import { form, postJson, problemOf } from "../testing/client.ts";
import { startService, type Service } from "../testing/start-service.ts";

const JOBS = "/v1/jobs";

let service: Service;
beforeAll(async () => {
  const skills = createMemorySkills();
  skills.put("echo", A_SKILL);
  skills.put("quiet", A_SKILL_WITHOUT_INPUTS);
  service = await startService({ program: aProgram, skills });
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
