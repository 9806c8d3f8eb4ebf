// Is a request that is sent again under its key the same request?
import { createRunAnswerSchema } from "@mayfly/core/contract";
import { createMemorySkills } from "@mayfly/core/memory";
import { afterAll, describe, expect, test } from "vitest";
import { A_SKILL, A_SKILL_WITHOUT_INPUTS } from "../testing/a-package.ts";
import { problemOf } from "../testing/client.ts";
import { exchange, requestOf } from "../testing/raw-http.ts";
import { startService } from "../testing/start-service.ts";

const skills = createMemorySkills();
skills.put("echo", A_SKILL);
skills.put("quiet", A_SKILL_WITHOUT_INPUTS);
const service = await startService({ ports: { catalog: skills.catalog } });
afterAll(() => service.close());

function create(base: string, body: unknown, key: string): Promise<Response> {
  const headers = { "content-type": "application/json", "idempotency-key": key };
  return fetch(`${service.url}${base}`, { method: "POST", headers, body: JSON.stringify(body) });
}

async function idOf(answer: Response): Promise<string> {
  expect(answer.status).toBe(200);
  const { request_id: id } = createRunAnswerSchema.parse(await answer.json());
  expect(answer.headers.get("location")).toMatch(new RegExp(`/${id}$`));
  return id;
}

describe.each([
  ["/v1/temp-skill-runs", {}],
  ["/v1/jobs", { skill_id: "echo" }],
  ["/v1/jobs", { skill_id: "quiet", runtime_options: { no_cache: true } }],
])("`POST %s` of %j with an `Idempotency-Key`", (base, body) => {
  const key = () => crypto.randomUUID();

  test("answers the same id to the same request, quoted or not, and whatever it looks like", async () => {
    const word = key();
    const id = await idOf(await create(base, { ...body, parameter: null }, word));
    expect(await idOf(await create(base, body, `"${word}"`))).toBe(id);
    expect(await idOf(await create(base, { client_metadata: { attempt: 2 }, ...body }, word))).toBe(id);
    expect(await idOf(await create(base, body, key()))).not.toBe(id);
  });

  test("answers one id to many at once", async () => {
    const word = key();
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(base, body, word)));
    expect(new Set(await Promise.all(answers.map(idOf))).size).toBe(1);
  });

  test("answers 422 to another request under the same key", async () => {
    const word = key();
    const id = await idOf(await create(base, body, word));
    const document = await problemOf(await create(base, { ...body, model: "m" }, word), 422, "RUN_KEY_REUSED");
    expect(document.request_id).toBeNull();
    expect(await idOf(await create(base, body, word))).toBe(id);
  });

  test.for(["", `"${"x".repeat(256)}"`, '"a', "a b"])("answers 400 to the key %j", async (word) => {
    const document = await problemOf(await create(base, body, word), 400, "REQUEST_KEY_INVALID");
    expect(document.errors?.[0]?.hint).toContain("UUID");
  });
});

test("a key that comes twice is refused", async () => {
  const lines = ["Idempotency-Key: a", "Idempotency-Key: b", "Content-Length: 0"];
  const { status, body } = await exchange(service.port, requestOf("POST", "/v1/temp-skill-runs", lines));
  expect({ status, ...JSON.parse(body.toString()) }).toMatchObject({ status: 400, code: "REQUEST_KEY_INVALID" });
});

test("the same key is another one under the other family", async () => {
  const word = crypto.randomUUID();
  const one = await idOf(await create("/v1/temp-skill-runs", {}, word));
  expect(await idOf(await create("/v1/jobs", { skill_id: "echo" }, word))).not.toBe(one);
});
