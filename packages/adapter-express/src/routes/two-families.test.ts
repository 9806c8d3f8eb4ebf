// Do both families of runs answer in the same shape?
import { afterAll, beforeAll, expect, test } from "vitest";
import { form } from "../testing/client.ts";
import { ask, post, untilEnded, type Json } from "../testing/contract-client.ts";
import { create, JOBS, serviceOfBoth, TEMPORARY, upload, type Family } from "../testing/families.ts";
import type { Service } from "../testing/start-service.ts";

let service: Service;
beforeAll(async () => {
  service = await serviceOfBoth();
});
afterAll(() => service.close());

const get = (address: string) => ask(service, "GET", address);

/** Names and kinds of values, without the values. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shapeOf(each)]));
}

/** What each JSON route answers in the life of a run: one that succeeds, one that is canceled, one that is refused. */
async function lives(family: Family): Promise<Record<string, Json>> {
  const { answer: created, at } = await create(service, family, { no_cache: true });
  const waiting = await get(at);
  const uploaded = await upload(service, family, at);
  const status = await untilEnded(service, at);
  const { at: unwanted } = await create(service, family);
  const canceled = await ask(service, "POST", `${unwanted}/cancel`);
  const statusOfCanceled = await untilEnded(service, unwanted);
  const { at: bad } = await create(service, family);
  const broken = { ...family.parts, file: new Uint8Array([1, 2, 3]) };
  const refused = await ask(service, "POST", `${bad}/upload`, { body: form(broken) });
  const answers = {
    created,
    waiting,
    uploaded,
    canceled,
    refused,
    result: await get(`${at}/result`),
    artifacts: await get(`${at}/artifacts`),
    logs: await get(`${at}/logs`),
    list: await get(`${family.base}?limit=1&status=succeeded`),
    resultOfCanceled: await get(`${unwanted}/result`),
    statusOfRefused: await get(bad),
    resultOfRefused: await get(`${bad}/result`),
    unknownOption: await post(service, family.base, { ...family.create, runtime_options: { keep: true } }),
  };
  const bodies = Object.entries(answers).map(([name, { status: code, json }]) => [name, { code, ...json }]);
  return { ...Object.fromEntries(bodies), status, statusOfCanceled };
}

test("the two families answer every JSON route in the same shape; jobs say of the cache besides", async () => {
  const [temporary, jobs] = [await lives(TEMPORARY), await lives(JOBS)];
  const hits = Object.entries(jobs).filter(([, json]) => "cache_hit" in json);
  expect(hits.map(([name, json]) => [name, json["cache_hit"]])).toEqual([
    ["created", null],
    ["waiting", null],
    ["uploaded", false],
    ["statusOfRefused", null],
    ["status", false],
    ["statusOfCanceled", null],
  ]);
  expect(JSON.stringify(temporary)).not.toContain("cache_hit");
  const withoutCache: unknown = JSON.parse(
    JSON.stringify(jobs, (name, each: unknown) => (name === "cache_hit" ? undefined : each)),
  );
  expect(shapeOf(withoutCache)).toEqual(shapeOf(temporary));
  const outcome = ({ result, artifacts, logs }: Record<string, Json>): unknown =>
    [result, artifacts, logs].map((answer) => ({ ...answer, request_id: null }));
  expect(outcome(jobs)).toEqual(outcome(temporary));
});
