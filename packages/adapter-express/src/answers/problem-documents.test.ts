// Has every refusal the same shape, in both families?
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { problemTitle, problemDocumentSchema } from "@mayfly/core/contract";
import { A_PACKAGE } from "../testing/a-package.ts";
import { form } from "../testing/client.ts";
import { ask, post, type Answered, type Json } from "../testing/contract-client.ts";
import { create, finished, JOBS, serviceOfBoth, TEMPORARY, upload } from "../testing/families.ts";
import { exchange } from "../testing/raw-http.ts";
import type { Service } from "../testing/start-service.ts";

const NOBODY = "0".repeat(26);

let service: Service;
beforeAll(async () => {
  service = await serviceOfBoth();
});
afterAll(() => service.close());

/** The document that `code` is told by; `errors` where there are any. */
function expectDocument(document: Json, status: number, code: string, run: string | null = null): void {
  expect(document).toEqual({
    type: `urn:mayfly:problem:${code}`,
    title: problemTitle(status),
    status,
    detail: expect.stringMatching(/^[A-Z0-9`].*[.:)]$/s),
    code,
    request_id: run,
    ...("errors" in document ? { errors: expect.any(Array) } : {}),
  });
}

function expectAnswer({ status, headers, json }: Answered, wanted: number, code: string, run: string | null = null) {
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect([status, headers.get("retry-after") !== null]).toEqual([wanted, wanted === 429]);
  expectDocument(json, wanted, code, run);
}

/** What a browser or a proxy might send, and `fetch()` does not. */
async function raw(target: string, lines: readonly string[]): Promise<{ status: number; json: Json }> {
  const head = [`POST ${target} HTTP/1.1`, ...lines, "Content-Length: 0", "", ""].join("\r\n");
  const { status, headers, body } = await exchange(service.port, head);
  expect(headers.get("content-type")).toBe("application/problem+json");
  return { status, json: problemDocumentSchema.strict().parse(JSON.parse(body.toString())) };
}

describe.each([TEMPORARY, JOBS])("a refusal of $base", (family) => {
  const { base, create: body } = family;
  const idOf = (at: string): string => at.slice(base.length + 1);

  test("is 400 with all that is wrong, each with its place", async () => {
    const refused = await post(service, base, { ...body, more: 1, runtime_options: { keep: true, debug: 1 } });
    expect(refused.json["errors"].map(({ code, pointer }: Json) => [code, pointer])).toEqual([
      ["RUN_OPTION_INVALID", "/runtime_options/debug"],
      ["RUN_OPTION_UNKNOWN", "/runtime_options/keep"],
      ["RUN_FIELD_UNKNOWN", "/more"],
    ]);
    expectAnswer(refused, 400, "RUN_OPTION_INVALID");
    expect(Object.keys(refused.json["errors"][0])).toEqual(["code", "entry", "pointer", "detail", "hint"]);
  });

  test("is 400 for content that is refused, with the run that it ended", async () => {
    const { at } = await create(service, family);
    const parts = { ...family.parts, file: new Uint8Array([1]) };
    const refused = await ask(service, "POST", `${at}/upload`, { body: form(parts) });
    expectAnswer(refused, 400, "ARCHIVE_TOO_SHORT", idOf(at));
    expect(refused.json["errors"]).toHaveLength(1);
  });

  test("is 404, and names no run that is not there", async () => {
    expectAnswer(await ask(service, "GET", `${base}/${NOBODY}`), 404, "RUN_NOT_FOUND");
    expectAnswer(await ask(service, "GET", `${base}/${NOBODY}/x`), 404, "REQUEST_ROUTE_UNKNOWN");
    const { at } = await create(service, family);
    expectAnswer(await ask(service, "GET", `${at}/result`), 404, "RUN_NOT_FINISHED", idOf(at));
  });

  test("is 409 in the wrong state", async () => {
    const at = await finished(service, family);
    expectAnswer(await upload(service, family, at), 409, "RUN_ALREADY_STARTED", idOf(at));
    expectAnswer(await ask(service, "POST", `${at}/cancel`), 409, "RUN_FINISHED", idOf(at));
    const { at: waiting } = await create(service, family);
    expectAnswer(await ask(service, "DELETE", waiting), 409, "RUN_NOT_FINISHED", idOf(waiting));
  });

  test("is 413 for a body or a part that is too large", async () => {
    expectAnswer(await post(service, base, { model: "x".repeat(2 ** 20) }), 413, "REQUEST_TOO_LARGE");
    const { packageLimits, inputLimits } = service.mayfly.options;
    const small = await serviceOfBoth({
      mayfly: { packageLimits, inputLimits: { ...inputLimits, maxBytes: 10 } },
    });
    const { at } = await create(small, family);
    expectAnswer(await upload(small, family, at), 413, "REQUEST_TOO_LARGE", idOf(at));
    await small.close();
  });

  test("is 415 for another kind of body", async () => {
    const text = { headers: { "content-type": "text/plain" }, body: "{}" };
    expectAnswer(await ask(service, "POST", base, text), 415, "REQUEST_MEDIA_TYPE");
    const { at } = await create(service, family);
    expectAnswer(await ask(service, "POST", `${at}/upload`, text), 415, "REQUEST_MEDIA_TYPE", idOf(at));
  });

  test("is 421 for another host, and 403 for another origin's page", async () => {
    const host = await raw(base, ["Host: example.org"]);
    expectDocument(host.json, 421, "REQUEST_HOST_REFUSED");
    const page = await raw(base, ["Host: localhost", "Origin: https://example.org"]);
    expectDocument(page.json, 403, "REQUEST_ORIGIN_REFUSED");
    expect([host.status, page.status]).toEqual([421, 403]);
  });

  test("is 429 with `Retry-After` where too many wait, or are queued", async () => {
    const busy = await serviceOfBoth({ mayfly: { maxAwaiting: 1, maxQueued: 0 } });
    const { at } = await create(busy, family);
    expectAnswer(await post(busy, base, body), 429, "RUN_TOO_MANY_AWAITING");
    expectAnswer(await upload(busy, family, at), 429, "RUN_QUEUE_FULL", idOf(at));
    expect((await ask(busy, "GET", at)).json).toMatchObject({ phase: "awaiting_upload" });
    await busy.close();
  });
});

test("an install over HTTP is 403 where runs can reach the server and it has no key", async () => {
  const body = form({ skill_package: A_PACKAGE });
  const refused = await ask(service, "POST", "/v1/skill-packages/install", { body });
  expectAnswer(refused, 403, "SKILL_INSTALL_FORBIDDEN");
  expect(refused.json["detail"]).toContain("mayfly skill install");
});
