// Do the routes beside those of runs answer as the table of routes says?
import { createMemorySkills } from "@mayfly/core/memory";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { A_PACKAGE, A_SKILL, A_SKILL_WITHOUT_INPUTS } from "../testing/a-package.ts";
import { form } from "../testing/client.ts";
import { ask, untilEnded, type Answered } from "../testing/contract-client.ts";
import { startService, type Service } from "../testing/start-service.ts";

const METRICS = {
  contentType: "text/plain; version=0.0.4; charset=utf-8",
  text: async () => "mayfly_sweeps_total 2\n",
};
const headers = { authorization: "Bearer the-key" };

let service: Service;
beforeAll(async () => {
  const skills = createMemorySkills();
  skills.put("quiet", A_SKILL_WITHOUT_INPUTS);
  skills.put("other", A_SKILL);
  service = await startService({ skills, http: { apiKey: "the-key", metrics: METRICS } });
});
afterAll(() => service.close());

const get = (address: string): Promise<Answered> => ask(service, "GET", address, { headers });

function send(address: string, skill_package: Uint8Array): Promise<Answered> {
  return ask(service, "POST", address, { headers, body: form({ skill_package }) });
}

async function install(skill_package: Uint8Array): Promise<ReturnType<typeof untilEnded>> {
  const { status, json, headers: answered } = await send("/v1/skill-packages/install", skill_package);
  expect(status).toBe(200);
  const address = `/v1/skill-packages/${String(json["request_id"])}`;
  expect([json["status"], answered.get("location")]).toEqual(["running", address]);
  return untilEnded(service, address, { headers });
}

describe("the installed skills", () => {
  test("are listed by id, a page at a time, and found by a word", async () => {
    const { json: first } = await get("/v1/skills?limit=1");
    expect(first).toMatchObject({ skills: [{ id: "other", valid: false }], next_cursor: expect.any(String) });
    const { json: rest } = await get(`/v1/skills?cursor=${String(first["next_cursor"])}`);
    expect(rest["skills"][0]).toMatchObject({ id: "quiet", name: "quiet", valid: true, engines: ["script"] });
    expect((await get("/v1/skills?q=QUIET")).json["skills"]).toHaveLength(1);
    expect(await get("/v1/skills?status=valid")).toMatchObject({ status: 400, json: { code: "REQUEST_INVALID" } });
  });

  test("are shown with their schemas, broken ones with their problems", async () => {
    const { json: good } = await get("/v1/skills/quiet");
    expect(good).toMatchObject({ valid: true, inputs: [], problems: [], schemas: { input: { type: "object" } } });
    const { json: broken } = await get("/v1/skills/other");
    expect(broken).toMatchObject({ valid: false, problems: [{ code: "PACKAGE_IDENTITY", severity: "error" }] });
    expect(await get("/v1/skills/none")).toMatchObject({ status: 404, json: { code: "SKILL_NOT_FOUND" } });
  });
});

describe("an install", () => {
  test("tells its outcome, good or bad", async () => {
    expect(await install(A_PACKAGE)).toMatchObject({
      status: "succeeded",
      skill_id: "echo",
      version: null,
      action: "install",
      error: null,
    });
    expect((await get("/v1/skills/echo")).json).toMatchObject({ inputs: [{ key: "numbers", required: false }] });
    expect(await install(A_PACKAGE)).toMatchObject({ status: "failed", error: { code: "SKILL_VERSION_MISSING" } });
    const { error, ...refused } = await install(zipSync({ "a/b": new Uint8Array(1) }));
    expect(refused).toMatchObject({ status: "failed", skill_id: null, version: null, action: null });
    expect(error["errors"].length).toBeGreaterThan(1);
  });

  test("that nobody asked for is not found", async () => {
    const unknown = await get(`/v1/skill-packages/${"0".repeat(26)}`);
    expect(unknown).toMatchObject({ status: 404, json: { code: "SKILL_INSTALL_NOT_FOUND" } });
  });
});

describe("a validation", () => {
  test("reports on good and bad packages alike", async () => {
    const { json: good } = await send("/v1/skill-packages/validate", A_PACKAGE);
    expect(good).toMatchObject({ valid: true, profile: "autoskill", problems: [], package: { id: "echo" } });
    const { json: bad } = await send("/v1/skill-packages/validate", new Uint8Array([1]));
    expect(bad).toMatchObject({ valid: false, problems: [{ code: "ARCHIVE_TOO_SHORT" }], package: null });
    const other = await send("/v1/skill-packages/validate?profile=agent-skill", A_PACKAGE);
    expect(other.json).toMatchObject({ profile: "agent-skill" });
  });
});

test("the engines are told with what there is to know of them", async () => {
  expect((await get("/v1/engines")).json).toEqual({
    engines: [
      {
        engine: "script",
        available: true,
        reason: null,
        version: null,
        models: null,
        network: "open",
        wall: "none",
      },
    ],
  });
});

test("health is told without a key", async () => {
  expect((await ask(service, "GET", "/healthz")).json).toEqual({ status: "ok" });
});

test("metrics are told as they are made, to whoever has the key", async () => {
  expect((await ask(service, "GET", "/metrics")).status).toBe(401);
  const { status, headers: answered, bytes } = await get("/metrics");
  expect({ status, type: answered.get("content-type") }).toEqual({ status: 200, type: METRICS.contentType });
  expect(answered.get("cache-control")).toBe("no-store");
  expect(new TextDecoder().decode(bytes)).toBe("mayfly_sweeps_total 2\n");
});
